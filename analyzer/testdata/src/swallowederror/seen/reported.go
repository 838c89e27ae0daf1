package seen

import (
	"context"
	"database/sql"
	"fmt"
	"log"
)

// Wrong: logged, and committed all the same.
func loggedOnly(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if _, err := tx.Exec(audit, id); err != nil { // want:swallowed-error
		log.Printf("audit: %v", err)
	}
	return tx.Commit()
}

// Wrong: the loop goes on to the next row, and behind it is the commit.
func continues(db *sql.DB, ids []int64) (failed int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil { // want:swallowed-error
			log.Print(err)
			failed++
			continue
		}
		if _, err := tx.Exec(audit, id); err != nil {
			return failed, err
		}
	}
	return failed, tx.Commit()
}

// Wrong: the branch for success has no other.
func onlySuccess(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if res, err := tx.Exec(insert, id); err == nil { // want:swallowed-error
		n, _ = res.RowsAffected()
	}
	return n, tx.Commit()
}

// Wrong: a break out of the loop, and nobody asks behind it.
func brokenOut(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		_, err := tx.Exec(insert, id) // want:swallowed-error
		if err != nil {
			fmt.Println("stopped at", id)
			break
		}
	}
	return tx.Commit()
}

// Wrong: one case of the switch commits what failed.
func inSwitch(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, insert, id) // want:swallowed-error
	switch {
	case err != nil && id > 0:
		return err
	case err != nil:
		log.Print(err)
	}
	return tx.Commit()
}

// Wrong: the condition asks for more than the error.
func withCondition(db *sql.DB, id int64, strict bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil { // want:swallowed-error
		if strict {
			return err
		}
		log.Print(err)
	}
	return tx.Commit()
}

// Wrong: the error is set to nil before it is returned.
func cleared(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.Exec(insert, id) // want:swallowed-error
	if err != nil {
		log.Print(err)
		err = nil
	}
	if err == nil {
		err = tx.Commit()
	}
	return err
}

// Wrong: the way to the commit leads over a label.
func overLabel(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil { // want:swallowed-error
		log.Print(err)
		goto commit
	}
	if _, err = tx.Exec(audit, id); err != nil {
		tx.Rollback()
		return err
	}
commit:
	return tx.Commit()
}

// Wrong: seen behind another statement, and committed.
func seenLate(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, insertErr := tx.Exec(insert, id) // want:swallowed-error
	if _, err := tx.Exec(audit, id); err != nil {
		return err
	}
	if insertErr != nil {
		log.Print(insertErr)
	}
	return tx.Commit()
}
