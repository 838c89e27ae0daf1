// config: enable=goroutine-in-tx disable=wait-in-tx

// Package goroutineintx starts goroutines with effects inside transactions.
package goroutineintx

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"net/smtp"
	"sync"

	"golang.org/x/sync/errgroup"
)

type Store struct{ db *sql.DB }

func touch(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE stats SET n = n + 1")
	return err
}

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func mail(to string) {
	if err := smtp.SendMail("localhost:25", nil, "shop@example.com", []string{to}, nil); err != nil {
		log.Print(err)
	}
}

// literal: the effect stands in the goroutine.
func literal(ctx context.Context, tx *sql.Tx) error {
	go func() { // want:goroutine-in-tx
		if err := ping(); err != nil {
			log.Print(err)
		}
	}()
	return touch(ctx, tx)
}

// function: it is started as it is.
func function(ctx context.Context, tx *sql.Tx) error {
	go mail("you@example.com") // want:goroutine-in-tx
	return touch(ctx, tx)
}

func (s *Store) notify(to string) {
	go mail(to)
}

// inCallee: the goroutine is started in a function that is called.
func (s *Store) inCallee(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	s.notify("you@example.com") // want:goroutine-in-tx
	return tx.Commit()
}

// inGroup: started by a group.
func inGroup(ctx context.Context, tx *sql.Tx) error {
	var g errgroup.Group
	g.Go(ping) // want:goroutine-in-tx
	var wg sync.WaitGroup
	wg.Go(func() { mail("you@example.com") }) // want:goroutine-in-tx
	wg.Wait()
	if err := g.Wait(); err != nil {
		return err
	}
	return touch(ctx, tx)
}

// inLiteral: what a literal starts is told in it.
func inLiteral(ctx context.Context, tx *sql.Tx) error {
	func() {
		go mail("you@example.com") // want:goroutine-in-tx
	}()
	return touch(ctx, tx)
}

// madeBefore: what a literal starts that was made before is told at its call.
func (s *Store) madeBefore(ctx context.Context) error {
	notify := func() { go mail("you@example.com") }
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	notify() // want:goroutine-in-tx
	return tx.Commit()
}

// withoutEffect: it only computes.
func withoutEffect(ctx context.Context, tx *sql.Tx, weigh func(int) int) error {
	sum := 0
	var wg sync.WaitGroup
	wg.Go(func() { sum = weigh(1) })
	wg.Wait()
	log.Print(sum)
	return touch(ctx, tx)
}

// after: started when the transaction has ended.
func (s *Store) after(ctx context.Context) error {
	go mail("me@example.com")
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	go mail("you@example.com")
	s.notify("you@example.com")
	return nil
}

// kept: a literal that nobody calls here.
func kept(ctx context.Context, tx *sql.Tx) (func(), error) {
	return func() { go mail("you@example.com") }, touch(ctx, tx)
}
