package buntdb

import (
	"time"

	"github.com/tidwall/buntdb"
)

type store struct{ db *buntdb.DB }

func (s *store) right(k, v string) error {
	err := s.db.Update(func(tx *buntdb.Tx) error {
		_, _, err := tx.Set(k, v, nil)
		return err
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) wrong(k, v string) error {
	return s.db.Update(func(tx *buntdb.Tx) error {
		tx.Set(k, v, nil)       // want:swallowed-error
		time.Sleep(time.Second) // want:sleep-in-tx
		return nil
	})
}

func (s *store) ends(k, v string) error {
	return s.db.Update(func(tx *buntdb.Tx) error {
		if _, _, err := tx.Set(k, v, nil); err != nil {
			return tx.Rollback() // want:unsafe-nesting
		}
		return nil
	})
}

func (s *store) opened(k, v string) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, _, err := tx.Set(k, v, nil); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) leaks(k, v string) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	if _, _, err := tx.Set(k, v, nil); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (s *store) walks() error {
	return s.db.View(func(tx *buntdb.Tx) error {
		return tx.Ascend("", func(k, v string) bool {
			time.Sleep(time.Second) // want:sleep-in-tx
			return true
		})
	})
}
