// Package app wires the service: the carrier is not known where the transaction is.
package app

import (
	"context"
	"database/sql"

	"services/shipping"
	"services/shipping/carrier"
	"services/shipping/store"
)

func Build(pool *sql.DB) *shipping.Service {
	db := store.Open(pool)
	return shipping.New(db, store.NewParcels(db), carrier.New("https://carrier.example")) // want:http-in-tx
}

type offline struct{}

func (offline) Label(context.Context, string) (string, error) { return "", nil }
func (offline) Free(string) bool                              { return true }

func BuildOffline(pool *sql.DB) *shipping.Service {
	db := store.Open(pool)
	return shipping.New(db, store.NewParcels(db), offline{})
}
