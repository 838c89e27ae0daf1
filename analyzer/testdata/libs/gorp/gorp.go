package gorp

import (
	"time"

	"github.com/go-gorp/gorp/v3"
)

type item struct{ ID int64 }

type store struct{ db *gorp.DbMap }

func (s *store) right(it *item) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Insert(it); err != nil {
		return err
	}
	if _, err := tx.Select(&[]item{}, `SELECT * FROM items`); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return s.db.Insert(it)
}

func (s *store) wrong(it *item) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if err := s.db.Insert(it); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	if err := insert(s.db, it); err != nil { // want:pool-in-tx
		_ = tx.Rollback()
		return err
	}
	tx.Insert(it)           // want:swallowed-error
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

// An executor is pool or transaction.
func insert(e gorp.SqlExecutor, it *item) error { return e.Insert(it) }

func pause(e gorp.SqlExecutor, it *item) error {
	time.Sleep(time.Second)
	return e.Insert(it)
}

func handed(tx *gorp.Transaction, it *item) error {
	if err := insert(tx, it); err != nil {
		return err
	}
	return pause(tx, it) // want:sleep-in-tx
}
