// Package billing charges customers: database/sql, with helpers of the platform.
package billing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"time"

	"libs/services/platform/dbtx"
	"libs/services/platform/notify"
	"libs/services/platform/retry"
)

type Service struct {
	db      *sql.DB
	replica *sql.DB
	hook    *notify.Webhook
	mail    *notify.Mailer
	charge  *http.Client
}

var errEmpty = errors.New("empty")

// 1 right: the usual form.
func (s *Service) Charge(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer dbtx.Rollback(ctx, "charge", tx)
	var cents int64
	err = tx.QueryRowContext(ctx, `SELECT cents FROM bills WHERE id = $1 FOR UPDATE`, id).Scan(&cents)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE bills SET paid = true WHERE id = $1`, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.hook.Send(ctx, notify.Event{Name: "charged", ID: id})
}

// 2 wrong: the webhook two calls away, and the mail on the error path.
func (s *Service) ChargeWrong(ctx context.Context, id int64, to string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		s.mail.Mail(to, "we are down")
		return err
	}
	defer dbtx.Rollback(ctx, "charge", tx)
	if _, err := tx.ExecContext(ctx, `UPDATE bills SET paid = true WHERE id = $1`, id); err != nil {
		_ = s.mail.Mail(to, "your payment failed") // want:mail-in-tx
		return err
	}
	if err := s.hook.Send(ctx, notify.Event{Name: "charged", ID: id}); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// 3 wrong: a switch that forgets one case.
func (s *Service) Apply(ctx context.Context, kind string, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	switch kind {
	case "credit":
		if _, err = tx.ExecContext(ctx, `UPDATE a SET c = c + 1 WHERE id = $1`, id); err != nil {
			return dbtx.Abort(tx, err)
		}
	case "debit":
		if _, err = tx.ExecContext(ctx, `UPDATE a SET c = c - 1 WHERE id = $1`, id); err != nil {
			tx.Rollback()
			return err
		}
	case "noop":
		return nil // want:missing-rollback
	default:
		return dbtx.Abort(tx, fmt.Errorf("kind %q", kind))
	}
	return tx.Commit()
}

// 4 wrong: named results and a bare return.
func (s *Service) Total(ctx context.Context, id int64) (total int64, err error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return
	}
	rows, err := tx.QueryContext(ctx, `SELECT cents FROM lines WHERE bill = $1`, id)
	if err != nil {
		return // want:missing-rollback
	}
	defer rows.Close()
	for rows.Next() {
		var c int64
		if err = rows.Scan(&c); err != nil {
			tx.Rollback()
			return
		}
		total += c
	}
	if err = rows.Err(); err != nil {
		tx.Rollback()
		return
	}
	err = tx.Commit()
	return
}

// 5 wrong: continue in a loop of transactions.
func (s *Service) Sweep(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `DELETE FROM bills WHERE id = $1`, id)
		if err != nil {
			tx.Rollback()
			log.Printf("bill %d: %v", id, err)
			continue
		}
		if n, _ := res.RowsAffected(); n == 0 {
			continue // want:missing-rollback
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// 6 right: a literal a turn owns its transaction.
func (s *Service) SweepRight(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		err := func() (err error) {
			tx, err := s.db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if _, err := tx.ExecContext(ctx, `DELETE FROM bills WHERE id = $1`, id); err != nil {
				return err
			}
			return tx.Commit()
		}()
		if err != nil {
			time.Sleep(time.Second)
			return err
		}
		if err := s.hook.Send(ctx, notify.Event{ID: id}); err != nil {
			log.Print(err)
		}
	}
	return nil
}

// 7 right: the factory with func values.
func (s *Service) Transfer(ctx context.Context) error {
	tx, commit, rollback, err := dbtx.Open(ctx, s.db)
	if err != nil {
		return err
	}
	defer rollback()
	if _, err := tx.ExecContext(ctx, `UPDATE a SET c = 0`); err != nil {
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	s.hook.Send(ctx, notify.Event{Name: "moved"})
	return nil
}

// 8 wrong: the factory's rollback is not called on one path; an effect inside.
func (s *Service) TransferWrong(ctx context.Context) error {
	tx, commit, rollback, err := dbtx.Open(ctx, s.db)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE a SET c = 0`); err != nil {
		return err // want:missing-rollback
	}
	if err := s.hook.Send(ctx, notify.Event{Name: "moved"}); err != nil { // want:http-in-tx
		rollback()
		return err
	}
	return commit()
}

// 9 right and wrong: the generic runner, with and without effect.
func (s *Service) Next(ctx context.Context) (int64, error) {
	id, err := dbtx.In(ctx, s.db, func(tx *sql.Tx) (int64, error) {
		var id int64
		err := tx.QueryRowContext(ctx, `SELECT nextval('bills')`).Scan(&id)
		return id, err
	})
	if err != nil {
		return 0, err
	}
	return id, os.WriteFile("last", fmt.Append(nil, id), 0o600)
}

func (s *Service) NextWrong(ctx context.Context) (int64, error) {
	return dbtx.In(ctx, s.db, func(tx *sql.Tx) (int64, error) {
		var id int64
		if err := tx.QueryRowContext(ctx, `SELECT nextval('bills')`).Scan(&id); err != nil {
			return 0, err
		}
		if err := os.WriteFile("last", fmt.Append(nil, id), 0o600); err != nil { // want:file-in-tx
			return 0, err
		}
		var n int
		if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM bills`).Scan(&n); err != nil { // want:pool-in-tx
			return 0, err
		}
		if err := s.replica.QueryRowContext(ctx, `SELECT 1`).Scan(&n); err != nil {
			return 0, err
		}
		return id, nil
	})
}

// 10 wrong: a method value as callback.
func (s *Service) Settle(ctx context.Context) error {
	_, err := dbtx.In(ctx, s.db, s.settle)
	return err
}

func (s *Service) settle(tx *sql.Tx) (int, error) {
	resp, err := s.charge.PostForm("https://pay.example/settle", url.Values{}) // want:http-in-tx
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = tx.Exec(`UPDATE bills SET settled = true`)
	return resp.StatusCode, err
}

// 11 wrong: swallowed errors.
func (s *Service) Archive(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.ExecContext(ctx, `INSERT INTO archive SELECT * FROM bills WHERE id = $1`, id) // want:swallowed-error
	_, err = tx.ExecContext(ctx, `DELETE FROM lines WHERE bill = $1`, id)            // want:swallowed-error
	_, err = tx.ExecContext(ctx, `DELETE FROM bills WHERE id = $1`, id)
	if err != nil {
		log.Printf("archive %d: %v", id, err)
		return err
	}
	if err := s.audit(ctx, tx, id); err != nil { // want:swallowed-error
		log.Printf("audit: %v", err)
	}
	_, _ = tx.ExecContext(ctx, `ANALYZE bills`)
	return tx.Commit()
}

func (s *Service) audit(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (bill) VALUES ($1)`, id)
	return err
}

// 12 right: a savepoint handles it.
func (s *Service) Upsert(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `SAVEPOINT one`); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO bills (id) VALUES ($1)`, id); err != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO SAVEPOINT one`); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// 13 wrong: retry inside the transaction; each with an effect inside.
func (s *Service) Retry(ctx context.Context, ids []int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := retry.Do(ctx, 3, func() error { // want:sleep-in-tx
		_, err := tx.ExecContext(ctx, `UPDATE a SET c = 0`)
		return err
	}); err != nil {
		return err
	}
	if err := retry.Each(ids, func(id int64) error {
		return s.hook.Send(ctx, notify.Event{ID: id}) // want:http-in-tx
	}); err != nil {
		return err
	}
	return tx.Commit()
}

// 14 right: retry around the transaction.
func (s *Service) RetryRight(ctx context.Context) error {
	return retry.Do(ctx, 3, func() error {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, `UPDATE a SET c = 0`); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// 15 wrong and right: a unit with what comes after.
func (s *Service) Unit(ctx context.Context, id int64) error {
	u, err := dbtx.Begin(ctx, s.db)
	if err != nil {
		return err
	}
	defer u.Close()
	u.After(func(ctx context.Context) { _ = s.hook.Send(ctx, notify.Event{ID: id}) })
	if _, err := u.Tx.ExecContext(ctx, `UPDATE a SET c = 0`); err != nil {
		return err
	}
	return u.Commit(ctx)
}

func (s *Service) UnitWrong(ctx context.Context, id int64) error {
	u, err := dbtx.Begin(ctx, s.db)
	if err != nil {
		return err
	}
	if _, err := u.Tx.ExecContext(ctx, `UPDATE a SET c = 0`); err != nil {
		return err // want:missing-rollback
	}
	if err := s.hook.Send(ctx, notify.Event{ID: id}); err != nil { // want:http-in-tx
		u.Close()
		return err
	}
	return u.Commit(ctx)
}

// 16 wrong: no path ends it.
func (s *Service) Peek(ctx context.Context) (n int, err error) {
	tx, err := s.db.BeginTx(ctx, nil) // want:missing-rollback
	if err != nil {
		return 0, err
	}
	if err := tx.QueryRowContext(ctx, `SELECT 1`).Scan(&n); err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, errEmpty
	}
	return n, nil
}

// 17 right: read-only, ended by rollback only; conditional ownership.
func (s *Service) Bill(ctx context.Context, tx *sql.Tx, id int64) (err error) {
	own := tx == nil
	if own {
		tx, err = s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if _, err := tx.ExecContext(ctx, `UPDATE bills SET seen = true WHERE id = $1`, id); err != nil {
		return err
	}
	if own {
		return tx.Commit()
	}
	return nil
}
