package explicit

import (
	"context"
	"database/sql"
)

// Wrong: the error goes into the blank.
func blank(db *sql.DB, id int64) error {
	tx, _ := db.Begin() // want:unchecked-begin
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the deferred rollback above the check panics on a nil transaction.
func deferAboveCheck(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil) // want:unchecked-begin
	defer tx.Rollback()
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: so does the closure.
func closureAboveCheck(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil) // want:unchecked-begin
	defer func() { _ = tx.Rollback() }()
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: and the closure that rolls back on an error: this is one.
func errorClosureAboveCheck(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin() // want:unchecked-begin
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the next error takes its place.
func overwritten(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:unchecked-begin
	_, err = tx.Exec(insert, id)
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: a statement stands before the check.
func usedAboveCheck(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin() // want:unchecked-begin
	row := tx.QueryRow("SELECT n FROM orders WHERE id = ?", id)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	return n, row.Scan(&n)
}

// Wrong: assigned, and never read again.
func neverRead(db *sql.DB, id int64) error {
	err := db.Ping()
	if err != nil {
		return err
	}
	var tx *sql.Tx
	tx, err = db.Begin() // want:unchecked-begin
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: on a connection, across several lines.
func onConn(ctx context.Context, conn *sql.Conn, id int64) error {
	tx, _ := conn.BeginTx( // want:unchecked-begin
		ctx,
		&sql.TxOptions{Isolation: sql.LevelSerializable},
	)
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: a turn of a loop.
func inLoop(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, _ := db.Begin() // want:unchecked-begin
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: the first is looked at, the second is not.
func second(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err = tx.Commit(); err != nil {
		return err
	}
	tx, err = db.Begin() // want:unchecked-begin
	if _, err = tx.Exec(insert, id+1); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

func insertOne(tx *sql.Tx, id int64) error {
	_, err := tx.Exec(insert, id)
	return err
}

// Wrong: handed to a function that works with it.
func handed(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:unchecked-begin
	if err := insertOne(tx, id); err != nil {
		tx.Rollback()
		return err
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: inside a literal.
func inLiteral(db *sql.DB) func(int64) error {
	return func(id int64) error {
		tx, err := db.Begin() // want:unchecked-begin
		defer tx.Rollback()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
		return tx.Commit()
	}
}
