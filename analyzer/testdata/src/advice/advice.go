// Package advice has effects in all stages of a transaction. Behind each label
// stands what the message advises.
package advice

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"time"
)

type store struct {
	db   *sql.DB
	rows rows
}

type rows interface {
	save(ctx context.Context, tx *sql.Tx) error
}

func save(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO orders DEFAULT VALUES")
	return err
}

func ping() error {
	resp, err := http.Get("https://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func begins(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx says begin the transaction after it
		return err
	}
	if err := save(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func between(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := save(ctx, tx); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx says do it before the transaction and keep its result, or write an outbox row
		return err
	}
	if err := save(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func ends(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := save(ctx, tx); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx says move it below the commit
		return err
	}
	return tx.Commit()
}

func fails(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := save(ctx, tx); err != nil {
		time.Sleep(time.Second) // want:sleep-in-tx says roll back first
		return err
	}
	return tx.Commit()
}

// failsEarly has no statement before the failure that succeeds.
func failsEarly(ctx context.Context, db *sql.DB, ok bool) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if !ok {
		time.Sleep(time.Second) // want:sleep-in-tx says roll back first
		return context.Canceled
	}
	return save(ctx, tx)
}

// loop comes back to its statement.
func loop(ctx context.Context, db *sql.DB, n int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for range n {
		time.Sleep(time.Second) // want:sleep-in-tx says do it before the transaction, or after the commit
		if err := save(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// turns has a transaction a turn: the statements of others don't count.
func turns(ctx context.Context, db *sql.DB, n int) error {
	for range n {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := save(ctx, tx); err != nil {
			tx.Rollback()
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx says move it below the commit
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// behind hands the transaction to what can't be seen: statements may run there.
func (s *store) behind(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.rows.save(ctx, tx); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx says do it before the transaction, or after the commit
	if err := s.rows.save(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) callback(ctx context.Context, ok bool) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx says begin the transaction after it
		if err := save(ctx, tx); err != nil {
			time.Sleep(time.Second) // want:sleep-in-tx says roll back first: return, and do it when (*store).inTx has returned
			return err
		}
		if !ok {
			return nil
		}
		time.Sleep(time.Second) // want:sleep-in-tx says move it below the commit
		return nil
	})
}

func (s *store) again(ctx context.Context, fn func(tx *sql.Tx) error) error {
	var err error
	for range 3 {
		if err = s.inTx(ctx, fn); err == nil {
			return nil
		}
	}
	return err
}

// twice may happen more than once.
func (s *store) twice(ctx context.Context) error {
	return s.again(ctx, func(tx *sql.Tx) error {
		if err := save(ctx, tx); err != nil {
			return err
		}
		return ping() // want:http-in-tx again says (*store).again may run its callback again, so this can happen more than once
	})
}

// handed was begun by others: before it, nothing is known.
func handed(ctx context.Context, tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx says do it before the transaction, or after the commit
	if err := save(ctx, tx); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx says move it below the commit
	log.Print("saved")
	return nil
}

// outside has nothing inside.
func outside(ctx context.Context, db *sql.DB) error {
	if err := ping(); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		time.Sleep(time.Second)
		return err
	}
	if err := save(ctx, tx); err != nil {
		tx.Rollback()
		time.Sleep(time.Second)
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}
