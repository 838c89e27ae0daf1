package memdb

import (
	"time"

	"github.com/hashicorp/go-memdb"
)

type item struct{ ID string }

type store struct{ db *memdb.MemDB }

func (s *store) right(it *item) error {
	txn := s.db.Txn(true)
	defer txn.Abort()
	if err := txn.Insert("items", it); err != nil {
		return err
	}
	txn.Defer(func() { time.Sleep(time.Second) })
	txn.Commit()
	time.Sleep(time.Second)
	return nil
}

func (s *store) wrong(it *item) error {
	txn := s.db.Txn(true)
	defer txn.Abort()
	time.Sleep(time.Second) // want:sleep-in-tx
	txn.Insert("items", it) // want:swallowed-error
	txn.Commit()
	return nil
}

// A read transaction needs no end.
func (s *store) reads(id string) (any, error) {
	txn := s.db.Txn(false)
	return txn.First("items", "id", id)
}

// A write transaction holds the lock of all writers until its end.
func (s *store) leaks(it *item) error {
	txn := s.db.Txn(true)
	if err := txn.Insert("items", it); err != nil {
		return err // want:missing-rollback
	}
	txn.Commit()
	return nil
}
