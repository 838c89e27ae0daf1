package switches

import (
	"database/sql"
	"errors"
	"fmt"
)

// Wrong: one case returns with the transaction open.
func oneCase(db *sql.DB, what op, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch what {
	case add:
		_, err = tx.Exec(insert, id)
	case drop:
		_, err = tx.Exec(remove, id)
	default:
		return fmt.Errorf("unknown operation %d", what) // want:missing-rollback
	}
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: an operation that no case names passes the switch by.
func noDefault(db *sql.DB, what op, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch what {
	case add:
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
		return tx.Commit()
	case keep:
		return tx.Rollback()
	}
	return nil // want:missing-rollback
}

// Wrong: the row that isn't there ends nothing.
func noRows(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow("SELECT n FROM items WHERE id = ?", id).Scan(&n)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil // want:missing-rollback
	case err != nil:
		tx.Rollback()
		return 0, err
	}
	return n, tx.Commit()
}

// Wrong: the break leaves the switch, and the function falls off its end.
func breaks(db *sql.DB, what op, id int64) {
	tx, err := db.Begin()
	if err != nil {
		return
	}
	switch what {
	case add:
		if _, err := tx.Exec(insert, id); err != nil {
			break
		}
		_ = tx.Commit()
	default:
		tx.Rollback()
	}
} // want:missing-rollback

// Wrong: one type of the switch.
func oneType(db *sql.DB, key any) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch key := key.(type) {
	case int64:
		_, err = tx.Exec(insert, key)
	case error:
		return key // want:missing-rollback
	default:
		tx.Rollback()
		return fmt.Errorf("key of type %T", key)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
