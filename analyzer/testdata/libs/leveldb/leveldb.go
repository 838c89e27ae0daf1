package leveldb

import (
	"time"

	"github.com/syndtr/goleveldb/leveldb"
	"github.com/syndtr/goleveldb/leveldb/util"
)

type store struct{ db *leveldb.DB }

func (s *store) right(key, value []byte) error {
	tx, err := s.db.OpenTransaction()
	if err != nil {
		return err
	}
	defer tx.Discard()
	if _, err := tx.Get(key, nil); err != nil && err != leveldb.ErrNotFound {
		return err
	}
	it := tx.NewIterator(util.BytesPrefix(key), nil)
	for it.Next() {
		if err := tx.Delete(it.Key(), nil); err != nil {
			return err
		}
	}
	it.Release()
	if err := tx.Put(key, value, nil); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return s.db.Put(key, value, nil)
}

// Other writes wait until the transaction has ended.
func (s *store) wrong(key, value []byte) error {
	tx, err := s.db.OpenTransaction()
	if err != nil {
		return err
	}
	if err := s.db.Put(key, value, nil); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	tx.Delete(key, nil)     // want:swallowed-error
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

func (s *store) nested() error {
	tx, err := s.db.OpenTransaction()
	if err != nil {
		return err
	}
	defer tx.Discard()
	inner, err := s.db.OpenTransaction() // want:nested-begin
	if err != nil {
		return err
	}
	defer inner.Discard()
	if err := inner.Commit(); err != nil {
		return err
	}
	return tx.Commit()
}

// A batch is kept in memory until it is written.
func (s *store) batch(key, value []byte) error {
	b := new(leveldb.Batch)
	b.Put(key, value)
	time.Sleep(time.Second)
	return s.db.Write(b, nil)
}

func put(tx *leveldb.Transaction, key, value []byte) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Put(key, value, nil)
}
