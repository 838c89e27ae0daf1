package badger

import (
	"time"

	"github.com/dgraph-io/badger/v4"
)

type store struct{ db *badger.DB }

func (s *store) right(k, v []byte) error {
	txn := s.db.NewTransaction(true)
	defer txn.Discard()
	if err := txn.Set(k, v); err != nil {
		return err
	}
	it, err := txn.Get(k)
	if err != nil {
		return err
	}
	if err := it.Value(func(v []byte) error { return nil }); err != nil {
		return err
	}
	if err := txn.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func (s *store) leaks(k, v []byte) error {
	txn := s.db.NewTransaction(true)
	if err := txn.Set(k, v); err != nil {
		return err // want:missing-rollback
	}
	return txn.Commit()
}

func (s *store) runs(k, v []byte) error {
	return s.db.Update(func(txn *badger.Txn) error {
		time.Sleep(time.Second)                        // want:sleep-in-tx
		txn.Set(k, v)                                  // want:swallowed-error
		return s.db.View(func(txn *badger.Txn) error { // want:nested-begin
			return nil
		})
	})
}

// Update commits, and fails where its callback has done so.
func (s *store) commits(k, v []byte) error {
	return s.db.Update(func(txn *badger.Txn) error {
		if err := txn.Set(k, v); err != nil {
			return err
		}
		return txn.Commit() // want:unsafe-nesting
	})
}

// View ends nothing that a second end harms.
func (s *store) discards(k []byte) error {
	return s.db.View(func(txn *badger.Txn) error {
		defer txn.Discard()
		_, err := txn.Get(k)
		return err
	})
}

func (s *store) iterates() error {
	return s.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.DefaultIteratorOptions)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			if err := it.Item().Value(func(v []byte) error {
				time.Sleep(time.Second) // want:sleep-in-tx
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// The callback of CommitWith runs when the commit is done.
func (s *store) later(k, v []byte) {
	txn := s.db.NewTransaction(true)
	defer txn.Discard()
	if err := txn.Set(k, v); err != nil {
		return
	}
	txn.CommitWith(func(err error) { time.Sleep(time.Second) })
}
