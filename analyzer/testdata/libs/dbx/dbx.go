package dbx

import (
	"time"

	"github.com/pocketbase/dbx"
)

type item struct{ ID int }

type store struct{ db *dbx.DB }

func (s *store) right(it *item) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Insert("items", dbx.Params{"id": 1}).Execute(); err != nil {
		return err
	}
	if err := tx.Select("*").From("items").Where(dbx.HashExp{"id": 1}).One(it); err != nil {
		return err
	}
	if err := tx.Model(it).Update(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.db.Delete("items", nil).Execute()
	return err
}

func (s *store) wrong(it *item) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if _, err := s.db.Insert("items", nil).Execute(); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	tx.Delete("items", nil).Execute() // want:swallowed-error
	time.Sleep(time.Second)           // want:sleep-in-tx
	return tx.Commit()
}

func (s *store) runs(it *item) error {
	return s.db.Transactional(func(tx *dbx.Tx) error {
		if err := s.db.Select().From("items").One(it); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.NewQuery(`DELETE FROM items`).Bind(dbx.Params{"id": 1}).Execute()
		return err
	})
}

// A builder is pool or transaction.
func insert(b dbx.Builder) error {
	time.Sleep(time.Second)
	_, err := b.Insert("items", nil).Execute()
	return err
}

func (s *store) inserts() error {
	if err := insert(s.db); err != nil {
		return err
	}
	return s.db.Transactional(func(tx *dbx.Tx) error {
		return insert(tx) // want:sleep-in-tx
	})
}
