package helpers

import (
	"context"
	"database/sql"
	"errors"
	"log"

	"missingrollback/dbtx"
)

// Wrong: what is deferred only describes the transaction.
func described(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer dbtx.Describe(tx, "insert order")
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func rollbackIf(tx *sql.Tx, err error) {
	if err != nil {
		tx.Rollback()
	}
}

// Wrong: the argument of a deferred call is evaluated now, and now it is nil.
func evaluatedNow(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer rollbackIf(tx, err)
	if _, err = tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func rollbackAt(tx *sql.Tx, err *error) {
	if *err != nil {
		tx.Rollback()
	}
}

// Right: by its address it is read at the end.
func evaluatedLater(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer rollbackAt(tx, &err)
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: no error, and therefore no end.
func evaluatedLaterNil(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer rollbackAt(tx, &err)
	if id == 0 {
		return nil // want:missing-rollback
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the address of a variable that isn't what is returned.
func wrongAddress(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer rollbackAt(tx, &err)
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func commitOrLog(tx *sql.Tx, err error) error {
	if err != nil {
		log.Print(err)
		return err
	}
	return tx.Commit()
}

// Wrong: the finisher ends only what succeeded.
func halfFinisher(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	return commitOrLog(tx, err) // want:missing-rollback
}

func insertOne(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, insert, id)
	return err
}

// Wrong: a function that is handed the transaction and only works with it.
func worker(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := insertOne(ctx, tx, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Right: it is handed the transaction from outside, and leaks nothing.
func insertTwo(ctx context.Context, tx *sql.Tx, id int64) error {
	if err := insertOne(ctx, tx, id); err != nil {
		return err
	}
	if id == 0 {
		return nil
	}
	return insertOne(ctx, tx, id+1)
}

// Wrong: rolls back another transaction than the one it leaves.
func wrongOne(orders, ledger *sql.DB, id int64) error {
	a, err := orders.Begin()
	if err != nil {
		return err
	}
	b, err := ledger.Begin()
	if err != nil {
		return rollback(a, err)
	}
	if _, err := b.Exec(insert, id); err != nil {
		closeTx(b)
		return rollback(b, err) // want:missing-rollback
	}
	if err := a.Commit(); err != nil {
		return rollback(b, err)
	}
	return b.Commit()
}

func finishSome(tx *sql.Tx, err *error) {
	if p := recover(); p != nil {
		tx.Rollback()
		panic(p)
	}
	if errors.Is(*err, errKnown) {
		return
	}
	if *err != nil {
		tx.Rollback()
		return
	}
	*err = tx.Commit()
}

var errKnown = errors.New("known")

// Wrong: the method value that is deferred is bound to the first transaction.
func methodValueOfFirst(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer dbtx.LogError(tx.Rollback, "first")
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if tx, err = db.Begin(); err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id+1); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the deferred finisher returns early for an error that it knows.
func finisherReturnsEarly(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finishSome(tx, &err)
	if id == 0 {
		return errKnown // want:missing-rollback
	}
	return nil
}
