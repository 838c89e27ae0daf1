// Package aftercommit has effects after the end, reached by many ways.
package aftercommit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The commit's error is kept, and looked at after the effect.
func errorKept(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	commitErr := tx.Commit()
	_ = ping()
	return commitErr
}

// The commit in the condition of a switch.
func inSwitch(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	switch err := tx.Commit(); {
	case errors.Is(err, context.Canceled):
		time.Sleep(time.Second)
		return err
	case err != nil:
		return errors.Join(err, ping())
	default:
		return ping()
	}
}

// A named error that is assigned by the commit, and wrapped.
func wrapped(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if _, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	if err = tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if err = ping(); err != nil {
		slog.ErrorContext(ctx, "ping", "err", err)
	}
	return nil
}

// The explicit rollback is joined to the error, and the effect comes after it.
func rolledBack(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		if rollbackErr := tx.Rollback(); rollbackErr != nil {
			return errors.Join(err, rollbackErr, ping())
		}
		return errors.Join(err, ping())
	}
	return tx.Commit()
}

// The effect's result is written by a second transaction.
func second(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'paying'"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	state := "paid"
	if err := ping(); err != nil {
		state = "failed"
	}
	next, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer next.Rollback()
	if _, err := next.ExecContext(ctx, "UPDATE orders SET state = ?", state); err != nil {
		return err
	}
	return next.Commit()
}

// In the second transaction it is inside again.
func insideSecond(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'paying'"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'paid'"); err != nil {
		return err
	}
	return tx.Commit()
}

// What is done on the way out, by the outcome of all.
func outcome(ctx context.Context, db *sql.DB) (err error) {
	defer func(start time.Time) {
		slog.InfoContext(ctx, "outcome", "took", time.Since(start), "err", err)
		if err == nil {
			err = ping()
		}
	}(time.Now())
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A handler: the answer and the request come after the commit.
type server struct{ db *sql.DB }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, err := s.store(r.Context(), r.FormValue("name"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := ping(); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	fmt.Fprintln(w, id)
}

func (s *server) store(ctx context.Context, name string) (int64, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", name)
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	return id, tx.Commit()
}

// Answering inside is the business of a rule that is off.
func (s *server) answerInside(w http.ResponseWriter, r *http.Request) error {
	tx, err := s.db.BeginTx(r.Context(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(r.Context(), "UPDATE orders SET told = 1"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return err
	}
	w.WriteHeader(http.StatusOK)
	if _, err := fmt.Fprintln(w, "stored"); err != nil {
		return err
	}
	return tx.Commit()
}
