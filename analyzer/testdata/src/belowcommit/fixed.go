// Package belowcommit has calls right before the commit that can be moved below
// it, and those that can't: TestFixes moves the former, and lints again.
package belowcommit

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"time"
)

func ping(id int64) {
	resp, err := http.Get("http://example.com")
	if err == nil {
		resp.Body.Close()
	}
}

func tell(id int64) error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func checked(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
		return err
	}
	// Tell them.
	ping(id) // want:http-in-tx

	if err := tx.Commit(); err != nil {
		return err
	}
	return nil
}

func returned(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
		return err
	}
	_ = tell(id) // want:http-in-tx
	return tx.Commit()
}

func withResult(ctx context.Context, db *sql.DB, n int64) (int64, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", n); err != nil {
		return 0, err
	}
	ping( // want:http-in-tx
		n,
	)
	return n, tx.Commit()
}

func assigned(ctx context.Context, db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
			tx.Rollback()
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		err = tx.Commit()
		if err != nil {
			return err
		}
	}
	return nil
}

// several are moved one after the other.
func several(ctx context.Context, db *sql.DB, id int64) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
		return err
	}
	ping(id)          // want:http-in-tx
	os.Remove("lock") // want:file-in-tx
	return tx.Commit()
}
