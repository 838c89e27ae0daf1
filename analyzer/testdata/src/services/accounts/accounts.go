// Package accounts uses the units of work of its neighbour.
package accounts

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"services/accounts/events"
	"services/accounts/uow"
)

type Service struct {
	db  *sql.DB
	u   *uow.DB
	pub events.Publisher
	get *sql.Stmt
}

func New(db *sql.DB, pub events.Publisher) (*Service, error) {
	get, err := db.Prepare(`SELECT id FROM accounts WHERE name = $1`)
	if err != nil {
		return nil, err
	}
	return &Service{db: db, u: uow.Wrap(db), pub: events.Logged(events.Metered(pub)), get: get}, nil
}

// 1 wrong: commits on a panic, by a method of the wrapper; right otherwise.
func (s *Service) Open(ctx context.Context, name string) (err error) {
	tx, err := s.u.Begin(ctx, "open")
	if err != nil {
		return err
	}
	defer tx.End(&err) // want:commit-on-panic
	_, err = tx.ExecContext(ctx, `INSERT INTO accounts (name) VALUES ($1)`, name)
	return err
}

// 2 wrong: the wrapper leaks, and the promoted pool is used.
func (s *Service) Rename(ctx context.Context, a, b string) error {
	tx, err := s.u.Begin(ctx, "rename")
	if err != nil {
		return err
	}
	if _, err := s.u.ExecContext(ctx, `LOCK accounts`); err != nil { // want:pool-in-tx
		_ = tx.Rollback()
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE accounts SET name = $1 WHERE name = $2`, b, a); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// 3 right: the function that ends.
func (s *Service) Close(ctx context.Context, name string) error {
	tx, end, err := uow.Start(ctx, s.db)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM accounts WHERE name = $1`, name)
	if err = end(err); err != nil {
		return err
	}
	return s.pub.Publish(ctx, "closed", []byte(name))
}

// 4 wrong: it is not called on one path; an effect before it is.
func (s *Service) CloseWrong(ctx context.Context, name string) error {
	tx, end, err := uow.Start(ctx, s.db)
	if err != nil {
		return err
	}
	if name == "root" {
		return errors.New("root stays") // want:missing-rollback
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM accounts WHERE name = $1`, name)
	if err != nil {
		return end(err)
	}
	if err := s.pub.Publish(ctx, "closed", []byte(name)); err != nil { // want:net-in-tx
		return end(err)
	}
	return end(nil)
}

// 5 right: a generic closer.
func (s *Service) Touch(ctx context.Context, name string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE accounts SET seen = now() WHERE name = $1`, name)
	if err := uow.Close(tx, err); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

// 6 wrong: steps, one a method value, one a literal.
func (s *Service) Setup(ctx context.Context) error {
	return uow.Run(ctx, s.db, s.seed, func(ctx context.Context, tx *sql.Tx) error {
		var id int64
		if err := s.get.QueryRowContext(ctx, "root").Scan(&id); err != nil { // want:pool-in-tx
			return err
		}
		if err := tx.StmtContext(ctx, s.get).QueryRowContext(ctx, "root").Scan(&id); err != nil {
			return err
		}
		return s.pub.Publish(ctx, "seeded", nil) // want:net-in-tx
	}, plain)
}

func (s *Service) seed(ctx context.Context, tx *sql.Tx) error {
	b, err := os.ReadFile("seed.sql") // want:file-in-tx
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, string(b))
	return err
}

func plain(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `ANALYZE accounts`)
	return err
}

// 7 wrong: the callback in a field of a parameter struct.
func (s *Service) Isolated(ctx context.Context) error {
	return uow.With(ctx, s.db, uow.Options{
		Isolation: sql.LevelSerializable,
		Do: func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, `UPDATE accounts SET n = 0`); err != nil {
				return err
			}
			resp, err := http.Get("https://audit.example") // want:http-in-tx
			if err != nil {
				return err
			}
			return resp.Body.Close()
		},
	})
}

// 8 right: an outbox that is flushed after the commit.
func (s *Service) Boxed(ctx context.Context) error {
	box := events.NewOutbox(s.pub)
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `UPDATE accounts SET n = 0`); err != nil {
		return err
	}
	box.Add("zeroed", nil)
	if err := tx.Commit(); err != nil {
		return err
	}
	return box.Flush(ctx)
}

// 9 right: deferred finisher with the error of the function, by a closure.
func (s *Service) Deferred(ctx context.Context) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(fmt.Errorf("panic: %v", p), tx.Rollback())
			return
		}
		err = uow.Close(tx, err)
	}()
	if _, err := tx.ExecContext(ctx, `UPDATE accounts SET n = 0`); err != nil {
		return err
	}
	return plain(ctx, tx)
}

// 10 wrong: a labelled continue out of an inner loop, and a goto.
func (s *Service) Each(ctx context.Context, groups [][]string) error {
outer:
	for _, g := range groups {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for _, name := range g {
			if name == "" {
				continue outer // want:missing-rollback
			}
			if _, err := tx.ExecContext(ctx, `UPDATE accounts SET n = 0 WHERE name = $1`, name); err != nil {
				_ = tx.Rollback()
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) Goto(ctx context.Context) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, `UPDATE accounts SET n = 0`); err != nil {
		goto fail
	}
	if _, err = tx.ExecContext(ctx, `UPDATE accounts SET n = 1`); err != nil {
		goto fail
	}
	return tx.Commit()
fail:
	tx.Rollback()
	return err
}

// 11 wrong: a helper that is handed the transaction and the pool.
func copyRow(ctx context.Context, from *sql.DB, to *sql.Tx, id int64) error {
	var name string
	if err := from.QueryRowContext(ctx, `SELECT name FROM accounts WHERE id = $1`, id).Scan(&name); err != nil {
		return err
	}
	_, err := to.ExecContext(ctx, `INSERT INTO accounts (name) VALUES ($1)`, name)
	return err
}

func (s *Service) Copy(ctx context.Context, other *sql.DB, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := copyRow(ctx, other, tx, id); err != nil {
		return err
	}
	if err := copyRow(ctx, s.db, tx, id); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// 12 wrong: a row's error is dropped, an affected count is fine; err is overwritten.
func (s *Service) Merge(ctx context.Context, a, b int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var n int
	tx.QueryRowContext(ctx, `SELECT n FROM accounts WHERE id = $1`, a).Scan(&n) // want:swallowed-error
	res, err := tx.ExecContext(ctx, `UPDATE accounts SET n = $1 WHERE id = $2`, n, b)
	if err != nil {
		return err
	}
	if k, err := res.RowsAffected(); err == nil && k == 0 {
		if _, err := tx.ExecContext(ctx, `INSERT INTO accounts (id) VALUES ($1)`, b); err != nil { // want:swallowed-error
			log.Println("insert", err)
		}
	}
	for _, q := range []string{`DELETE FROM a`, `DELETE FROM b`} {
		if _, err = tx.ExecContext(ctx, q); err != nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// 13 wrong: the loop's error is only that of the last turn.
func (s *Service) Wipe(ctx context.Context, ids []int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		_, err = tx.ExecContext(ctx, `DELETE FROM accounts WHERE id = $1`, id) // want:swallowed-error
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// 14 right: a handler that answers after the end; wrong: reads the body inside.
func (s *Service) Handler() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tx, err := s.db.BeginTx(r.Context(), nil)
		if err != nil {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		defer tx.Rollback()
		buf := make([]byte, 100)
		n, err := r.Body.Read(buf) // want:input-in-tx
		if err != nil {
			http.Error(w, "short", http.StatusBadRequest)
			return
		}
		if _, err := tx.Exec(`INSERT INTO accounts (name) VALUES ($1)`, buf[:n]); err != nil {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		if err := tx.Commit(); err != nil {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, "ok")
	}
}
