package dbr

import (
	"time"

	"github.com/gocraft/dbr/v2"
)

type store struct{ sess *dbr.Session }

func (s *store) right() error {
	tx, err := s.sess.Begin()
	if err != nil {
		return err
	}
	defer tx.RollbackUnlessCommitted()
	if _, err := tx.InsertInto("items").Columns("id").Values(1).Exec(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.sess.DeleteFrom("items").Exec()
	return err
}

func (s *store) wrong() error {
	tx, err := s.sess.Begin()
	if err != nil {
		return err
	}
	if _, err := s.sess.DeleteFrom("items").Exec(); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}
