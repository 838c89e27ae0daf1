package reform

import (
	"net/http"

	"gopkg.in/reform.v1"
)

type store struct{ db *reform.DB }

func (s *store) right(r reform.Record) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Save(r); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) wrong(r reform.Record) error {
	return s.db.InTransaction(func(tx *reform.TX) error {
		tx.Save(r)                           // want:swallowed-error
		if err := s.db.Save(r); err != nil { // want:pool-in-tx
			return err
		}
		resp, err := http.Get("https://example.com") // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}

func (s *store) leaks(r reform.Record) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if err := tx.Save(r); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
