package dgo

import (
	"context"
	"net/http"

	"github.com/dgraph-io/dgo/v250"
	"github.com/dgraph-io/dgo/v250/protos/api"
)

// A mutation that commits ends the transaction.
func commitsNow(ctx context.Context, d *dgo.Dgraph, json []byte) error {
	_, err := d.NewTxn().Mutate(ctx, &api.Mutation{SetJson: json, CommitNow: true})
	return err
}

func right(ctx context.Context, d *dgo.Dgraph, json []byte) error {
	txn := d.NewTxn()
	defer txn.Discard(ctx)
	if _, err := txn.Mutate(ctx, &api.Mutation{SetJson: json}); err != nil {
		return err
	}
	return txn.Commit(ctx)
}

func wrong(ctx context.Context, d *dgo.Dgraph, json []byte) error {
	txn := d.NewTxn()
	defer txn.Discard(ctx)
	if _, err := txn.Mutate(ctx, &api.Mutation{SetJson: json}); err != nil {
		return err
	}
	resp, err := http.Get("https://example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return txn.Commit(ctx)
}
