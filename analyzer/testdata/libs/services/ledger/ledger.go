// Package ledger moves money: sqlc on pgx, with a store that embeds the queries.
package ledger

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/smtp"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"libs/services/ledger/db"
	"libs/services/platform/notify"
)

// Store embeds the queries, as in the well-known tutorial.
type Store struct {
	*db.Queries
	pool *pgxpool.Pool
}

func NewStore(pool *pgxpool.Pool) *Store {
	return &Store{Queries: db.New(pool), pool: pool}
}

func (s *Store) execTx(ctx context.Context, fn func(*db.Queries) error) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	q := db.New(tx)
	if err := fn(q); err != nil {
		if rbErr := tx.Rollback(ctx); rbErr != nil {
			return fmt.Errorf("tx err: %v, rb err: %v", err, rbErr)
		}
		return err
	}
	return tx.Commit(ctx)
}

// 1 right.
func (s *Store) Transfer(ctx context.Context, from, to, cents int64) error {
	return s.execTx(ctx, func(q *db.Queries) error {
		if err := q.CreateEntry(ctx, db.CreateEntryParams{Account: from, Cents: -cents}); err != nil {
			return err
		}
		return q.CreateEntry(ctx, db.CreateEntryParams{Account: to, Cents: cents})
	})
}

// 2 wrong: the store's own queries in the callback.
func (s *Store) TransferWrong(ctx context.Context, from, to, cents int64) error {
	return s.execTx(ctx, func(q *db.Queries) error {
		have, err := s.Balance(ctx, from) // want:pool-in-tx
		if err != nil {
			return err
		}
		if have < cents {
			return errors.New("too little")
		}
		if err := q.CreateEntry(ctx, db.CreateEntryParams{Account: from, Cents: -cents}); err != nil {
			return err
		}
		return s.Queries.CreateEntry(ctx, db.CreateEntryParams{Account: to, Cents: cents}) // want:pool-in-tx
	})
}

type Mailer interface {
	Mail(to, subject string) error
}

type Service struct {
	pool *pgxpool.Pool
	q    *db.Queries
	mail Mailer
	work func(context.Context) error
}

func NewService(pool *pgxpool.Pool, mail *notify.Mailer) *Service {
	return &Service{pool: pool, q: db.New(pool), mail: mail}
}

// 3 right: WithTx.
func (s *Service) Book(ctx context.Context, account, cents int64) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	qtx := s.q.WithTx(tx)
	if _, err := qtx.Balance(ctx, account); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	if err := qtx.CreateEntry(ctx, db.CreateEntryParams{Account: account, Cents: cents}); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	return s.mail.Mail("a@example.com", "booked")
}

// 4 wrong: WithTx is forgotten; a mail behind an interface; a dropped error.
func (s *Service) BookWrong(ctx context.Context, account, cents int64) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	qtx := s.q.WithTx(tx)
	qtx.CreateEntry(ctx, db.CreateEntryParams{Account: account, Cents: cents}) // want:swallowed-error
	if _, err := s.q.Balance(ctx, account); err != nil {                       // want:pool-in-tx
		return err
	}
	if err := s.mail.Mail("a@example.com", "booked"); err != nil { // want:mail-in-tx
		return err
	}
	return tx.Commit(ctx)
}

// 5 wrong: WithTx doesn't hand the transaction on.
func (s *Service) Leak(ctx context.Context, account int64) (int64, error) {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return 0, err
	}
	q := s.q.WithTx(tx)
	n, err := q.Balance(ctx, account)
	if err != nil {
		return 0, err // want:missing-rollback
	}
	if n < 0 {
		return 0, errors.Join(errors.New("negative"), tx.Rollback(ctx))
	}
	return n, tx.Commit(ctx)
}

// 6 right: a function that takes the querier, whatever it runs on.
func sum(ctx context.Context, q db.Querier) (total int64, err error) {
	ids, err := q.Accounts(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		n, err := q.Balance(ctx, id)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

func (s *Service) Sum(ctx context.Context) (total int64, err error) {
	tx, err := s.pool.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(ctx)
	return sum(ctx, s.q.WithTx(tx))
}

// 7 wrong: handed the pool's queries.
func (s *Service) SumWrong(ctx context.Context) (total int64, err error) {
	tx, err := s.pool.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(ctx)
	if err := s.q.WithTx(tx).CreateEntry(ctx, db.CreateEntryParams{}); err != nil {
		return 0, err
	}
	return sum(ctx, s.q) // want:pool-in-tx
}

// 8 right: a function value in a field is not followed. wrong: a dial.
func (s *Service) Probe(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if err := s.work(ctx); err != nil {
		return err
	}
	if err := s.q.WithTx(tx).CreateEntry(ctx, db.CreateEntryParams{}); err != nil {
		return err
	}
	conn, err := net.Dial("tcp", "bank.example:443") // want:net-in-tx
	if err != nil {
		return err
	}
	if err := conn.Close(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// 9 wrong: a named function as callback; right: it is also called outside.
func remind(q *db.Queries) error {
	_, err := q.Balance(context.Background(), 1)
	if err != nil {
		return err
	}
	return smtp.SendMail("mx.example:25", nil, "a", []string{"b"}, nil) // want:mail-in-tx
}

func (s *Store) Remind(ctx context.Context) error { return s.execTx(ctx, remind) }
