// Package signup opens accounts: sqlx, with a deferred finisher.
package signup

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"database/sql"
	"errors"
	"log/slog"
	"os/exec"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"libs/services/platform/dbtx"
	"libs/services/platform/notify"
)

type Account struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
}

type Repo struct {
	db     *sqlx.DB
	insert *sqlx.NamedStmt
	cache  *sync.Map
}

func New(db *sqlx.DB) (*Repo, error) {
	insert, err := db.PrepareNamed(`INSERT INTO accounts (email) VALUES (:email)`)
	if err != nil {
		return nil, err
	}
	return &Repo{db: db, insert: insert, cache: &sync.Map{}}, nil
}

// 1 right: the finisher decides by the named error.
func (r *Repo) Create(ctx context.Context, a Account) (err error) {
	tx, err := r.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer dbtx.Finish(tx, &err)
	if _, err := tx.NamedExecContext(ctx, `INSERT INTO accounts (email) VALUES (:email)`, a); err != nil {
		return err
	}
	return r.log(ctx, tx, a)
}

func (r *Repo) log(ctx context.Context, ext sqlx.ExtContext, a Account) error {
	_, err := ext.ExecContext(ctx, `INSERT INTO log (email) VALUES ($1)`, a.Email)
	return err
}

// 2 wrong: the same pool's prepared statement, and the helper handed the pool.
func (r *Repo) CreateWrong(ctx context.Context, a Account) (err error) {
	tx, err := r.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer dbtx.Finish(tx, &err)
	if _, err := tx.ExecContext(ctx, `LOCK accounts`); err != nil {
		return err
	}
	if _, err := r.insert.ExecContext(ctx, a); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := tx.NamedStmtContext(ctx, r.insert).ExecContext(ctx, a); err != nil {
		return err
	}
	return r.log(ctx, r.db, a) // want:pool-in-tx
}

// 3 wrong: the repository's own pool, two calls away.
func (r *Repo) Exists(ctx context.Context, email string) (bool, error) {
	var n int
	err := r.db.GetContext(ctx, &n, `SELECT count(*) FROM accounts WHERE email = $1`, email)
	return n > 0, err
}

func (r *Repo) check(ctx context.Context, email string) error {
	ok, err := r.Exists(ctx, email)
	if err == nil && ok {
		err = errors.New("exists")
	}
	return err
}

func (r *Repo) Rename(ctx context.Context, id int64, email string) error {
	tx := r.db.MustBegin()
	defer tx.Rollback()
	if err := r.check(ctx, email); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE accounts SET email = $1 WHERE id = $2`, email, id); err != nil {
		return err
	}
	return tx.Commit()
}

// 4 right: the check comes first.
func (r *Repo) RenameRight(ctx context.Context, id int64, email string) error {
	if err := r.check(ctx, email); err != nil {
		return err
	}
	tx := r.db.MustBegin()
	defer tx.Rollback()
	tx.MustExec(`UPDATE accounts SET email = $1 WHERE id = $2`, email, id)
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := r.Exists(ctx, email)
	return err
}

// 5 wrong: MustBegin leaks.
func (r *Repo) Purge(ctx context.Context) error {
	tx := r.db.MustBegin()
	res, err := tx.ExecContext(ctx, `DELETE FROM accounts WHERE email = ''`)
	if err != nil {
		return err // want:missing-rollback
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// 6 wrong: shadowed error decides.
func (r *Repo) Merge(ctx context.Context, a, b int64) error {
	tx, err := r.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		} else if err != nil {
			tx.Rollback()
		} else {
			err = tx.Commit() // want:unchecked-commit
		}
	}()
	if _, err := tx.ExecContext(ctx, `UPDATE orders SET account = $1 WHERE account = $2`, a, b); err != nil {
		return err // want:shadowed-error
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM accounts WHERE id = $1`, b)
	return err
}

// 7 wrong: no recover, commits on a panic.
func (r *Repo) Touch(ctx context.Context, id int64) (err error) {
	tx, err := r.db.Beginx()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.ExecContext(ctx, `UPDATE accounts SET seen = now() WHERE id = $1`, id)
	return err
}

// 8 wrong: deferred commit.
func (r *Repo) Visit(ctx context.Context, id int64) error {
	tx, err := r.db.Beginx()
	if err != nil {
		return err
	}
	defer tx.Commit() // want:deferred-commit
	_, err = tx.ExecContext(ctx, `UPDATE accounts SET visits = visits + 1 WHERE id = $1`, id)
	return err
}

// 9 wrong: rollback deferred above the check; commit dropped.
func (r *Repo) Confirm(ctx context.Context, id int64) error {
	tx, err := r.db.BeginTxx(ctx, nil) // want:unchecked-begin
	defer tx.Rollback()
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE accounts SET ok = true WHERE id = $1`, id); err != nil {
		return err
	}
	tx.Commit() // want:unchecked-commit
	return nil
}

// 10 wrong: the opener's error is dropped.
func (r *Repo) Reset(ctx context.Context) error {
	tx, _ := r.db.Beginx() // want:unchecked-begin
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `TRUNCATE accounts`); err != nil {
		return err
	}
	return tx.Commit()
}

// 11 wrong: used after the end.
func (r *Repo) Count(ctx context.Context) (n int, err error) {
	tx, err := r.db.Beginx()
	if err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	err = tx.GetContext(ctx, &n, `SELECT count(*) FROM accounts`) // want:use-after-end
	return n, err
}

// 12 wrong: compute, exec, wait.
func (r *Repo) Keys(ctx context.Context, id int64) error {
	tx, err := r.db.Beginx()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	key, err := rsa.GenerateKey(rand.Reader, 4096) // want:compute-in-tx
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "vault", "store")
	if out, err := cmd.CombinedOutput(); err != nil { // want:exec-in-tx
		slog.Error("vault", "out", string(out))
		return err
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		r.cache.Store(id, key)
	}()
	wg.Wait() // want:wait-in-tx
	_, err = tx.ExecContext(ctx, `UPDATE accounts SET key = $1 WHERE id = $2`, key.N.Bytes(), id)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// 13 right: all of it before.
func (r *Repo) KeysRight(ctx context.Context, id int64) error {
	key, err := rsa.GenerateKey(rand.Reader, 4096)
	if err != nil {
		return err
	}
	tx, err := r.db.Beginx()
	if err != nil {
		return err
	}
	defer func() {
		if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
			slog.Error("rollback", "err", err)
		}
	}()
	if _, err = tx.ExecContext(ctx, `UPDATE accounts SET key = $1 WHERE id = $2`, key.N.Bytes(), id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Second):
	}
	return nil
}

// Sender is the service's own interface; the webhook implements it.
type Sender interface {
	Send(ctx context.Context, e notify.Event) error
}

type Service struct {
	repo *Repo
	send Sender
}

// 14 wrong: an effect behind an interface of this package, by a decorator.
func NewService(r *Repo) *Service {
	return &Service{repo: r, send: notify.Logged{Next: notify.NewWebhook("https://hooks.example"), Log: slog.Info}}
}

func (s *Service) Open(ctx context.Context, a Account) error {
	tx, err := s.repo.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.NamedExecContext(ctx, `INSERT INTO accounts (email) VALUES (:email)`, a); err != nil {
		return err
	}
	if err := s.send.Send(ctx, notify.Event{Name: "opened"}); err != nil { // want:http-in-tx
		return err
	}
	if ok, err := s.repo.Exists(ctx, a.Email); err != nil || ok { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// 15 right: events are collected, and sent after the commit.
func (s *Service) OpenRight(ctx context.Context, as []Account) error {
	var events []notify.Event
	tx, err := s.repo.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, a := range as {
		if _, err := tx.NamedExecContext(ctx, `INSERT INTO accounts (email) VALUES (:email)`, a); err != nil {
			return err
		}
		events = append(events, notify.Event{Name: "opened", ID: a.ID})
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, e := range events {
		if err := s.send.Send(ctx, e); err != nil {
			slog.Error("send", "err", err)
		}
	}
	return nil
}
