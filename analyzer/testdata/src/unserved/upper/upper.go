package upper

import (
	"net/http"

	"github.com/upper/db/v4"
)

type store struct{ sess db.Session }

func (s *store) right() error {
	return s.sess.Tx(func(tx db.Session) error {
		if _, err := tx.Collection("items").Insert(1); err != nil {
			return err
		}
		return tx.Collection("old").Find("id", 1).Limit(1).Delete()
	})
}

func (s *store) wrong() error {
	return s.sess.Tx(func(tx db.Session) error {
		s.sess.Collection("old").Find("id", 1).Delete() // want:pool-in-tx
		tx.Collection("items").Insert(1)                // want:swallowed-error
		resp, err := http.Get("https://example.com")    // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}
