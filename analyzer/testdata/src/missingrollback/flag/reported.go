package flag

import "database/sql"

// Wrong: the flag is set, and then a return comes before the commit.
func tooEarly(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	committed = true
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the flag asks for the rollback, and one failure forgets to set it.
func forgotten(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	failed := false
	defer func() {
		if failed {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		failed = true
		return err
	}
	if _, err := tx.Exec(insert, id+1); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: neither branch ends the dry run.
func dryRunLeaks(db *sql.DB, id int64, dry bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if !dry {
		return tx.Commit()
	}
	return nil // want:missing-rollback
}

// Wrong: opened under a condition, and not ended under it on the way out.
func optionalLeaks(db *sql.DB, id int64, write bool) error {
	var tx *sql.Tx
	var err error
	if write {
		if tx, err = db.Begin(); err != nil {
			return err
		}
		if _, err = tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	if write {
		return tx.Commit()
	}
	return nil
}

// Wrong: the shadowed flag of the inner scope is set, the outer one decides.
func shadowedFlag(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	undo := false
	defer func() {
		if undo {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		if undo := id > 0; undo {
			return err // want:missing-rollback
		}
		undo = true
		return err
	}
	return tx.Commit()
}
