package bbolt

import (
	"time"

	bolt "go.etcd.io/bbolt"
)

type store struct{ db *bolt.DB }

var name = []byte("items")

func (s *store) right(k, v []byte) error {
	err := s.db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(name)
		if err != nil {
			return err
		}
		tx.OnCommit(func() { time.Sleep(time.Second) })
		return b.Put(k, v)
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) wrong(k, v []byte) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		tx.Bucket(name).Put(k, v)                  // want:swallowed-error
		time.Sleep(time.Second)                    // want:sleep-in-tx
		return s.db.View(func(tx *bolt.Tx) error { // want:nested-begin
			return nil
		})
	})
}

func (s *store) reads(k []byte) (v []byte, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		v = append(v, tx.Bucket(name).Get(k)...)
		time.Sleep(time.Second) // want:sleep-in-tx
		return nil
	})
	return v, err
}

// Batch may call its callback again, Update never does.
func (s *store) batches(k, v []byte) error {
	return s.db.Batch(func(tx *bolt.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx again
		return tx.Bucket(name).Put(k, v)
	})
}

func (s *store) opened(k, v []byte) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Bucket(name).Put(k, v); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) leaks(k, v []byte) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	if err := tx.Bucket(name).Put(k, v); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (s *store) walks() error {
	return s.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(name).ForEach(func(k, v []byte) error {
			time.Sleep(time.Second) // want:sleep-in-tx
			return nil
		})
	})
}

// Ending what the library ends panics.
func (s *store) commits(k, v []byte) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		if err := tx.Bucket(name).Put(k, v); err != nil {
			return tx.Rollback() // want:unsafe-nesting
		}
		return tx.Commit() // want:unsafe-nesting
	})
}

func (s *store) defers(k, v []byte) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		defer tx.Rollback() // want:unsafe-nesting
		return tx.Bucket(name).Put(k, v)
	})
}

func put(tx *bolt.Tx, k, v []byte) error {
	if err := tx.Bucket(name).Put(k, v); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) puts(k, v []byte) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		return put(tx, k, v) // want:unsafe-nesting
	})
}

// A runner of the user's that is one of bbolt's.
func (s *store) update(fn func(tx *bolt.Tx) error) error { return s.db.Update(fn) }

func (s *store) updateNamed(fn func(b *bolt.Bucket, tx *bolt.Tx) error) error {
	return s.db.Update(func(tx *bolt.Tx) error { return fn(tx.Bucket(name), tx) })
}

func (s *store) updates(k, v []byte) error {
	if err := s.update(func(tx *bolt.Tx) error {
		return tx.Commit() // want:unsafe-nesting
	}); err != nil {
		return err
	}
	return s.updateNamed(func(b *bolt.Bucket, tx *bolt.Tx) error {
		if err := b.Put(k, v); err != nil {
			_ = tx.Rollback() // want:unsafe-nesting
			return err
		}
		return nil
	})
}

// A runner that ends the transaction itself, by the callback's error.
func (s *store) own(fn func(tx *bolt.Tx) error) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Rolling back early is harmless there.
func (s *store) owns(k, v []byte) error {
	return s.own(func(tx *bolt.Tx) error {
		if err := tx.Bucket(name).Put(k, v); err != nil {
			_ = tx.Rollback()
			return err
		}
		return nil
	})
}

func (s *store) putsRight(k, v []byte) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return put(tx, k, v)
}

// A bucket that isn't there is no transaction that isn't there.
func (s *store) noBucket() error {
	tx, err := s.db.Begin(false)
	if err != nil {
		return err
	}
	if tx.Bucket(name) == nil {
		return nil // want:missing-rollback
	}
	return tx.Rollback()
}
