// Package main wires runners, and what is called in their callbacks.
package main

import (
	"database/sql"

	"follow/runners/nop"
	"follow/runners/postgres"
	"follow/runners/service"
	"follow/runners/tracing"
)

func main() {}

func wrong(db *sql.DB) {
	service.New(
		postgres.New(db), // want:http-in-tx
		nop.Notifier{},   // want:http-in-tx
		&nop.Queue{})
	service.New(postgres.Hidden(db), nil, nil)            // want:http-in-tx
	service.NewWrapped(postgres.New(db))                  // want:http-in-tx
	service.New(tracing.Wrap(postgres.New(db)), nil, nil) // want:http-in-tx
}

func right(db *sql.DB) {
	service.NewQuiet(postgres.New(db))
	service.NewWrapped(nop.Runner{})
}
