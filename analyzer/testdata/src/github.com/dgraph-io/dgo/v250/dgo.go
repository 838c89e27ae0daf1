// Package dgo has declarations of Dgraph's client, whose module is not served.
package dgo

import (
	"context"

	"github.com/dgraph-io/dgo/v250/protos/api"
)

type Dgraph struct{}

type Txn struct{}

func (d *Dgraph) NewTxn() *Txn { return nil }

func (txn *Txn) Mutate(ctx context.Context, mu *api.Mutation) (*api.Response, error) { return nil, nil }
func (txn *Txn) Commit(ctx context.Context) error                                    { return nil }
func (txn *Txn) Discard(ctx context.Context) error                                   { return nil }
