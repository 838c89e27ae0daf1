package explicit

import (
	"context"
	"database/sql"
	"fmt"
	"log"
)

// Wrong: the second failure returns with the transaction open.
func forgotten(ctx context.Context, db *sql.DB, from, to int64, amount int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, update, -amount, from); err != nil {
		tx.Rollback()
		return err
	}
	if _, err := tx.ExecContext(ctx, update, amount, to); err != nil {
		return fmt.Errorf("credit: %w", err) // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: a commit and no rollback: each failing return leaks.
func onlyCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	if _, err := tx.Exec(update, 1, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: a bare return with a named result.
func bare(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return
	}
	res, err := tx.Exec(insert, id)
	if err != nil {
		return // want:missing-rollback
	}
	if n, err = res.RowsAffected(); err != nil {
		tx.Rollback()
		return
	}
	err = tx.Commit()
	return
}

// Wrong: the inner failure has no else; the exit is the shared return.
func nestedWithoutElse(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err == nil {
		if _, err = tx.Exec(insert, id); err == nil {
			err = tx.Commit()
		}
	}
	return err // want:missing-rollback
}

// Wrong: where the insert fails, control falls off the end.
func fallsOff(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		log.Print(err)
		return
	}
	if _, err := tx.Exec(insert, id); err == nil {
		if err := tx.Commit(); err != nil {
			log.Print(err)
		}
	}
} // want:missing-rollback

// Wrong: nothing ends it on any path: once, at the opener.
func neverEnded(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:missing-rollback
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if id == 0 {
		return errNothing
	}
	return nil
}

// Wrong: the opener call begins where its receiver stands.
func neverEndedMultiLine(ctx context.Context, pools []*sql.DB) (n int, err error) {
	tx, err := pools[0]. // want:missing-rollback
				BeginTx(
			ctx,
			&sql.TxOptions{ReadOnly: true},
		)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM accounts").Scan(&n)
	return n, err
}

// Wrong: nothing changed, nothing committed, and nothing ended.
func onlyIfChanged(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	res, err := tx.Exec(update, 1, id)
	if err != nil {
		tx.Rollback()
		return err
	}
	if n, _ := res.RowsAffected(); n > 0 {
		return tx.Commit()
	}
	return nil // want:missing-rollback
}

// Wrong: only one kind of failure is rolled back.
func oneKind(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow("SELECT balance FROM accounts WHERE id = ?", id).Scan(&n)
	if err == sql.ErrNoRows {
		tx.Rollback()
		return 0, nil
	}
	if err != nil {
		return 0, err // want:missing-rollback
	}
	return n, tx.Commit()
}

// Wrong: a return for a reason that is no error of the database.
func validates(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	var n int
	if err := tx.QueryRow("SELECT balance FROM accounts WHERE id = ?", id).Scan(&n); err != nil {
		tx.Rollback()
		return err
	}
	if n < 0 {
		return fmt.Errorf("account %d is overdrawn", id) // want:missing-rollback
	}
	if _, err := tx.Exec(update, 1, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: the literal that builds the error does not roll back.
func failWithoutRollback(db *sql.DB, id int64) (int64, error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	fail := func(err error) (int64, error) {
		return 0, fmt.Errorf("account %d: %w", id, err)
	}
	res, err := tx.Exec(insert, id)
	if err != nil {
		return fail(err) // want:missing-rollback
	}
	n, err := res.RowsAffected()
	if err != nil {
		tx.Rollback()
		return fail(err)
	}
	return n, tx.Commit()
}

// Wrong: opened inside a literal; the exit is the literal's.
func handlers(db *sql.DB) map[string]func(id int64) error {
	return map[string]func(id int64) error{
		"add": func(id int64) error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			if _, err := tx.Exec(insert, id); err != nil {
				return err // want:missing-rollback
			}
			return tx.Commit()
		},
		"touch": func(id int64) error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			if _, err := tx.Exec(update, 0, id); err != nil {
				tx.Rollback()
				return err
			}
			return tx.Commit()
		},
	}
}

// Wrong: on a connection of its own; closing that ends no transaction.
func onConn(ctx context.Context, db *sql.DB, id int64) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: nor does closing the pool.
func onOwnPool(dsn string, id int64) error {
	db, err := sql.Open("driver", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
