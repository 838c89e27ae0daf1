// Package closers has functions that end transactions.
package closers

import (
	"context"
	"database/sql"
	"errors"
	"log"
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

// The transaction stands at any place of the arguments.
func rollback(ctx context.Context, what string, tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Printf("%s: %v", what, err)
	}
}

func commit(tx *sql.Tx, what string) error {
	if err := tx.Commit(); err != nil {
		return errors.Join(errors.New(what), err)
	}
	return nil
}

// Both are recognised: the effects come after them.
func useBoth(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		rollback(ctx, "update", tx)
		return errors.Join(err, ping())
	}
	if err := commit(tx, "orders"); err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// A deferred closer ends at exit, not before.
func deferredCloser(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer rollback(ctx, "update", tx)
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		time.Sleep(time.Second) // want:sleep-in-tx
		return err
	}
	if err := commit(tx, "orders"); err != nil {
		return err
	}
	return ping()
}

// A finisher that decides by the named error: all of the body is inside.
func finish(tx *sql.Tx, err *error) {
	if p := recover(); p != nil {
		_ = tx.Rollback()
		panic(p)
	}
	if *err != nil {
		_ = tx.Rollback()
		return
	}
	*err = tx.Commit()
}

func useFinish(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer finish(tx, &err)
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return ping() // want:http-in-tx
}

// Its caller is outside.
func callsUseFinish(ctx context.Context, db *sql.DB) error {
	if err := quietFinish(ctx, db); err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

func quietFinish(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer finish(tx, &err)
	_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// The closer in the return expression, evaluated before what its result is handed to.
func failed(tx *sql.Tx, err error) error { return errors.Join(err, tx.Rollback()) }

func told(err error) error { return errors.Join(err, ping()) }

func inReturn(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return told(failed(tx, err))
	}
	return told(tx.Commit())
}

// A closer of a type: the transaction in a field.
type worker struct {
	db *sql.DB
	tx *sql.Tx
}

func (w *worker) run(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer w.end(tx)
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func (w *worker) end(tx *sql.Tx) { rollback(context.Background(), "worker", tx) }

// A closer that takes the rollback as a function.
func logError(what string, fn func() error) {
	if err := fn(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Println(what, err)
	}
}

func byMethodValue(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer logError("rollback", tx.Rollback)
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		_ = ping() // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// Called at once instead of deferred, it ends there.
func byMethodValueNow(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		logError("rollback", tx.Rollback)
		return errors.Join(err, ping())
	}
	return tx.Commit()
}

// What takes the transaction and does not end it, whatever it is called.
func closeOut(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE orders SET closed = 1")
	return err
}

func useCloseOut(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := closeOut(ctx, tx); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// A savepoint that is rolled back ends nothing.
func savepoint(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SAVEPOINT a"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT a"); err != nil {
			return err
		}
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
	}
	return tx.Commit()
}

// A closer that has an effect after the end, and one before it: a region of its own.
func commitAndPing(tx *sql.Tx) error {
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

func pingAndCommit(tx *sql.Tx) error {
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

func useEffects(ctx context.Context, db *sql.DB, early bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if early {
		return pingAndCommit(tx)
	}
	return commitAndPing(tx)
}
