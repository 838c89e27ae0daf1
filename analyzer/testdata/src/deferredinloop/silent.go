// Package deferredinloop opens a transaction a turn.
package deferredinloop

import (
	"database/sql"
	"errors"
	"sync"

	"deferredinloop/tools"
)

var errNone = errors.New("no database")

func write(tx *sql.Tx, id int64) error {
	_, err := tx.Exec("INSERT INTO orders (id) VALUES (?)", id)
	return err
}

// Right: a literal a turn.
func eachTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		err := func() error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if err := write(tx, id); err != nil {
				return err
			}
			return tx.Commit()
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

func one(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a function a turn.
func byFunction(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		if err := one(db, id); err != nil {
			return err
		}
	}
	return nil
}

// Right: the body always leaves the loop after the defer.
func leaves(dbs []*sql.DB, id int64) error {
	for _, db := range dbs {
		tx, err := db.Begin()
		if err != nil {
			continue
		}
		defer tx.Rollback()
		if err := write(tx, id); err != nil {
			return err
		}
		return tx.Commit()
	}
	return errNone
}

// Right: so does this one, by break.
func breaks(dbs []*sql.DB, id int64) (err error) {
	for _, db := range dbs {
		var tx *sql.Tx
		if tx, err = db.Begin(); err != nil {
			continue
		}
		defer tx.Rollback()
		if err = write(tx, id); err == nil {
			err = tx.Commit()
		}
		break
	}
	return err
}

// Right: opened before the loop.
func around(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if err := write(tx, id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Right: one closure before the loop, for the transaction of the last turn.
func closureBefore(db *sql.DB, ids []int64) (err error) {
	var tx *sql.Tx
	defer func() {
		if tx != nil {
			_ = tx.Rollback()
		}
	}()
	for _, id := range ids {
		if tx, err = db.Begin(); err != nil {
			return err
		}
		if err = write(tx, id); err != nil {
			return err
		}
		err = tx.Commit()
		tx = nil
		if err != nil {
			return err
		}
	}
	return nil
}

// Right: rolled back in the loop, without a defer.
func explicit(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if err := write(tx, id); err != nil {
			tools.Undo(tx)
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Right: a goroutine a turn.
func goroutines(db *sql.DB, ids []int64) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			tx, err := db.Begin()
			if err != nil {
				return
			}
			defer tx.Rollback()
			if err := write(tx, id); err != nil {
				return
			}
			_ = tx.Commit()
		}()
	}
	wg.Wait()
}

// Right: what is deferred in the loop has nothing to do with it.
func others(db *sql.DB, ids []int64, locks map[int64]*sync.Mutex) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		locks[id].Lock()
		defer locks[id].Unlock()
		if err := write(tx, id); err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Right: only the first turn opens.
func once(db *sql.DB, ids []int64) error {
	for i, id := range ids {
		if i > 0 {
			return errNone
		}
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := write(tx, id); err != nil {
			return err
		}
		return tx.Commit()
	}
	return nil
}

// Right: a range over a function that leaves it after the defer.
func rangesOnce(dbs func(yield func(*sql.DB) bool), id int64) error {
	for db := range dbs {
		tx, err := db.Begin()
		if err != nil {
			continue
		}
		defer tx.Rollback()
		if err := write(tx, id); err != nil {
			return err
		}
		return tx.Commit()
	}
	return errNone
}
