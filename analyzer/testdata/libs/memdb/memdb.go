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

// copies reads a snapshot while it writes: that waits for nobody.
func (s *store) copies(it *item) error {
	txn := s.db.Txn(true)
	defer txn.Abort()
	old, err := s.reads(it.ID)
	if err != nil {
		return err
	}
	if err := txn.Insert("copies", old); err != nil {
		return err
	}
	txn.Commit()
	return nil
}

// waits holds a snapshot, and nobody else up.
func (s *store) waits(id string) (any, error) {
	txn := s.db.Txn(false)
	defer txn.Abort()
	time.Sleep(time.Second)
	return txn.First("items", "id", id)
}

// twice waits for itself: there is one writer.
func (s *store) twice(it *item) error {
	txn := s.db.Txn(true)
	defer txn.Abort()
	if err := s.leaks(it); err != nil { // want:nested-begin
		return err
	}
	txn.Commit()
	return nil
}
