// Three layers: the domain declares the port, the service holds the
// transaction, an adapter mails, and main wires.
package main

import (
	"context"
	"database/sql"

	"example.com/layers/legacy"
	"example.com/layers/service"
	"example.com/layers/smtp"
)

func main() {
	var db *sql.DB
	s := service.New(db, smtp.New(), smtp.Clock{})
	_ = s.Place(context.Background())
	_ = legacy.Slow
}
