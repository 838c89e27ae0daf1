// Package callbackfields hands callbacks over in structs.
package callbackfields

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"follow/callbackfields/store"
)

type queue struct{ url string }

func (q *queue) welcome(id int64) error {
	resp, err := http.Post(q.url, "text/plain", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type service struct {
	store store.Store
	sql   *store.SQL
	queue *queue
}

// The store calls it before it commits.
func (s *service) insideWrong(ctx context.Context, email string) error {
	params := store.RegisterParams{
		Email: email,
		Check: func(string) error { return nil },
		Inside: func(id int64) error {
			return s.queue.welcome(id) // want:http-in-tx
		},
		After: func(id int64) error { return nil },
	}
	_, err := s.store.Register(ctx, params)
	return err
}

// The same, with the struct in the call, and a type that is known.
func (s *service) inCallWrong(ctx context.Context, email string) error {
	_, err := s.sql.Register(ctx, store.RegisterParams{
		Email: email,
		Check: func(string) error { return nil },
		Inside: func(id int64) error {
			return s.queue.welcome(id) // want:http-in-tx
		},
		After: func(id int64) error { return nil },
	})
	return err
}

// What comes before the transaction and after it is outside.
func (s *service) outside(ctx context.Context, email string) error {
	params := store.RegisterParams{
		Email: email,
		Check: func(string) error {
			resp, err := http.Get("https://check.example.com")
			if err != nil {
				return err
			}
			return resp.Body.Close()
		},
		Inside: func(id int64) error { return nil },
		After: func(id int64) error {
			return s.queue.welcome(id)
		},
	}
	_, err := s.store.Register(ctx, params)
	return err
}

// A method value.
func (s *service) slow(id int64) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return nil
}

func (s *service) methodWrong(ctx context.Context, email string) error {
	var params store.RegisterParams
	params.Email = email
	params.Check = func(string) error { return nil }
	params.Inside = s.slow
	params.After = s.queue.welcome
	_, err := s.sql.Register(ctx, params)
	return err
}

// By address, and handed on.
func (s *service) importWrong(ctx context.Context) error {
	return s.sql.ImportTwice(ctx, &store.Options{
		Name: "all",
		Fill: func(tx *sql.Tx) error {
			time.Sleep(time.Second) // want:sleep-in-tx
			_, err := tx.ExecContext(ctx, "INSERT INTO imports DEFAULT VALUES")
			return err
		},
		Done: func() { time.Sleep(time.Second) },
	})
}

// A field that is handed on as a callback.
func (s *service) loadWrong(ctx context.Context) error {
	o := store.Options{Fill: func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO imports DEFAULT VALUES")
		if err != nil {
			return err
		}
		return s.queue.welcome(1) // want:http-in-tx
	}}
	return s.sql.Load(ctx, o)
}

// What is stored for later is not called.
type jobs struct{ list []store.Options }

func (s *service) later(ctx context.Context, j *jobs) {
	j.list = append(j.list, store.Options{Name: "later", Done: func() { time.Sleep(time.Second) }})
}
