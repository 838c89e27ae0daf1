// Package worker uses the same port outside of transactions.
package worker

import (
	"context"
	"database/sql"

	"follow/wiring/domain"
)

// Worker delivers what is in the outbox.
type Worker struct {
	db     *sql.DB
	Mailer domain.Mailer
}

// New returns a worker.
func New(db *sql.DB, m domain.Mailer) *Worker { return &Worker{db, m} }

// Deliver mails after the commit.
func (w *Worker) Deliver(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM outbox"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return w.Mailer.Send(ctx, "ann@example.com")
}
