// Package main wires.
package main

import (
	"context"
	"database/sql"

	"follow/wiring/app"
	"follow/wiring/constructor"
	"follow/wiring/domain"
	"follow/wiring/logging"
	"follow/wiring/memory"
	"follow/wiring/service"
	"follow/wiring/smtp"
	"follow/wiring/worker"
)

var _ domain.Mailer = (*smtp.Mailer)(nil)

func main() { plain(nil) }

// Parameters of constructors.
func plain(db *sql.DB) {
	service.New(db, smtp.New("a"), nil, memory.Clock{}) // want:mail-in-tx
	service.New(db,
		&memory.Outbox{DB: db},
		&smtp.Gateway{}, // want:http-in-tx
		memory.Clock{})
	m := smtp.New("b")
	service.New(db, m, &smtp.Refunds{}, nil) // want:mail-in-tx
	var port domain.Mailer = smtp.New("c")   // want:mail-in-tx
	service.New(db, port, nil, nil)
	service.New(db, domain.Mailer(m), nil, nil) // want:mail-in-tx
	service.New(db, smtp.Hidden("d"), nil, nil) // want:mail-in-tx
	service.New(db, constructor.New(), nil, nil)
}

// Outside of transactions.
func right(db *sql.DB) {
	worker.New(db, smtp.New("a"))
	worker.New(db, smtp.Hidden("a"))
	w := &worker.Worker{Mailer: smtp.New("b")}
	w.Mailer = smtp.New("c")
	service.New(db, nil, nil, nil).WithAfter(smtp.New("d"))
	service.NewShop(service.Deps{Spare: smtp.New("e")})
	var unused domain.Mailer = smtp.New("f")
	_ = unused
}

// Through a package between.
func between(db *sql.DB) {
	app.New(db, &memory.Outbox{DB: db}, smtp.New("a"))
	app.New(db,
		smtp.New("a"), // want:mail-in-tx
		smtp.New("b"))
}

// Structs, options, setters, slices.
func forms(db *sql.DB, ctx context.Context, tx *sql.Tx) {
	service.NewShop(service.Deps{Mailer: smtp.New("a")}) // want:mail-in-tx
	var d service.Deps
	d.Mailer = smtp.New("b")                                     // want:mail-in-tx
	s := service.NewStall(db, service.WithMailer(smtp.New("c"))) // want:mail-in-tx
	s.SetMailer(smtp.New("d"))                                   // want:mail-in-tx
	s.Register(smtp.New("e"))                                    // want:mail-in-tx
	_ = service.Run(ctx, tx, &memory.Outbox{DB: db})
}

// Decorators.
func decorated(db *sql.DB) {
	service.New(db, logging.Wrap(smtp.New("a")), nil, nil) // want:mail-in-tx
	service.New(db, logging.Mute(smtp.New("b")), nil, nil)
	service.New(db, &memory.Async{Next: smtp.New("c")}, nil, nil)
	service.New(db, logging.Count(smtp.New("d")), nil, nil)       // want:mail-in-tx
	service.New(db, logging.Maybe(true, smtp.New("e")), nil, nil) // want:mail-in-tx
	service.New(db, logging.Wrap(&memory.Outbox{DB: db}), nil, nil)
}

// Interfaces with type parameters.
func generic(d *service.Desk) {
	d.SetNumbers(&smtp.Numbers{}) // want:mail-in-tx
	d.SetNames(&smtp.Names{})
}
