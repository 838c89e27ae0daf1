package dropped

import (
	"context"
	"database/sql"
)

// Wrong: the call stands alone.
func alone(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.ExecContext(ctx, audit, id) // want:swallowed-error
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the last one before the commit.
func last(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	tx.Exec(audit, id) // want:swallowed-error
	return tx.Commit()
}

// Wrong: the row is scanned, and the error left there.
func rowAlone(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	tx.QueryRow("SELECT n FROM orders WHERE id = ?", id).Scan(&n) // want:swallowed-error
	if _, err := tx.Exec(insert, n+1); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// Wrong: the next error takes its place.
func overwritten(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.Exec(audit, id) // want:swallowed-error
	_, err = tx.Exec(insert, id)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the error of RowsAffected takes the place of the statement's.
func overwrittenByResult(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	res, err := tx.Exec(insert, id) // want:swallowed-error
	n, err = res.RowsAffected()
	if err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// Wrong: the commit's error takes its place.
func overwrittenByCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id) // want:swallowed-error
	err = tx.Commit()
	return err
}

// Wrong: assigned, and never read again.
func neverRead(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	_, err = tx.Exec(audit, id) // want:swallowed-error
	return tx.Commit()
}

// Wrong: in a loop.
func inLoop(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		tx.Exec(insert, id) // want:swallowed-error
	}
	return tx.Commit()
}

// Wrong: a statement that was prepared on the transaction.
func prepared(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := tx.Prepare(insert)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, id := range ids {
		stmt.Exec(id) // want:swallowed-error
	}
	return tx.Commit()
}

// Wrong: the commit is in the deferred closure.
func closureCommits(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ok := false
	defer func() {
		if ok {
			err = tx.Commit()
		} else {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	tx.Exec(audit, id) // want:swallowed-error
	ok = true
	return nil
}

// Wrong: across several lines; the call begins at its receiver.
func severalLines(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.ExecContext( // want:swallowed-error
		ctx,
		insert,
		id,
	)
	return tx.Commit()
}

// Wrong: the commit is reached on one way only, and that is enough.
func oneWay(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.Exec(insert, id) // want:swallowed-error
	if id == 0 {
		return sql.ErrNoRows
	}
	return tx.Commit()
}

// Wrong: a statement of the pool's, taken into the transaction.
func takenOver(db *sql.DB, prepared *sql.Stmt, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.Stmt(prepared).Exec(id) // want:swallowed-error
	return tx.Commit()
}

// Wrong: overwritten where the order is new.
func overwrittenSometimes(db *sql.DB, id int64, fresh bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.Exec(audit, id) // want:swallowed-error
	if fresh {
		_, err = tx.Exec(insert, id)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: only the last turn's error is looked at.
func overwrittenInLoop(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		_, err = tx.Exec(insert, id) // want:swallowed-error
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}
