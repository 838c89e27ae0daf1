package storm

import (
	"net/http"

	"github.com/asdine/storm/v3"
)

type store struct{ db *storm.DB }

func (s *store) right() error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Select().Limit(1).Delete(1); err != nil {
		return err
	}
	if err := tx.From("items").Save(1); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) wrong() error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	tx.Save(1)                                   // want:swallowed-error
	resp, err := http.Get("https://example.com") // want:http-in-tx
	if err != nil {
		return err // want:missing-rollback
	}
	resp.Body.Close()
	return tx.Commit()
}
