// Package invoices writes invoices: ent and bun side by side.
package invoices

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"libs/ent/ent"
	"libs/services/platform/notify"
)

type Users struct {
	client *ent.Client
	hook   *notify.Webhook
}

// WithTx is what ent's documentation proposes.
func WithTx(ctx context.Context, client *ent.Client, fn func(tx *ent.Tx) error) error {
	tx, err := client.Tx(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if v := recover(); v != nil {
			tx.Rollback()
			panic(v)
		}
	}()
	if err := fn(tx); err != nil {
		if rerr := tx.Rollback(); rerr != nil {
			err = fmt.Errorf("%w: rolling back transaction: %v", err, rerr)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing transaction: %w", err)
	}
	return nil
}

// 1 right.
func (u *Users) Create(ctx context.Context, name string) error {
	if err := WithTx(ctx, u.client, func(tx *ent.Tx) error {
		_, err := tx.User.Create().SetName(name).Save(ctx)
		return err
	}); err != nil {
		return err
	}
	_, err := u.client.User.Query().Limit(1).All(ctx)
	return err
}

// 2 wrong: the outer client in WithTx, and an effect through two calls.
func (u *Users) CreateWrong(ctx context.Context, name string) error {
	return WithTx(ctx, u.client, func(tx *ent.Tx) error {
		if _, err := u.client.User.Create().SetName(name).Save(ctx); err != nil { // want:pool-in-tx
			return err
		}
		if err := u.tell(ctx, name); err != nil { // want:http-in-tx
			return err
		}
		return u.rename(ctx, tx.Client(), name)
	})
}

func (u *Users) tell(ctx context.Context, name string) error {
	return u.hook.Send(ctx, notify.Event{Name: name})
}

func (u *Users) rename(ctx context.Context, c *ent.Client, name string) error {
	return c.User.UpdateOneID(1).SetName(name).Exec(ctx)
}

// 3 wrong: a helper of the service that is handed the outer client.
func (u *Users) Rename(ctx context.Context, name string) error {
	tx, err := u.client.Tx(ctx)
	if err != nil {
		return err
	}
	if err := u.rename(ctx, u.client, name); err != nil { // want:pool-in-tx
		_ = tx.Rollback()
		return err
	}
	if _, err := tx.User.Get(ctx, 1); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

type Invoice struct {
	ID   int64
	Path string
}

type Store struct {
	db *bun.DB
	mu sync.Mutex
}

// 4 right: bun's runner.
func (s *Store) Issue(ctx context.Context, inv *Invoice) error {
	err := s.db.RunInTx(ctx, &sql.TxOptions{}, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewInsert().Model(inv).Exec(ctx); err != nil {
			return err
		}
		return save(ctx, tx, inv)
	})
	if err != nil {
		return err
	}
	return os.Rename(inv.Path, inv.Path+".issued")
}

func save(ctx context.Context, idb bun.IDB, inv *Invoice) error {
	_, err := idb.NewUpdate().Model(inv).WherePK().Exec(ctx)
	return err
}

// 5 wrong: the outer db in a chain and handed to a helper, png, a file.
func (s *Store) IssueWrong(ctx context.Context, inv *Invoice, img image.Image) error {
	return s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if _, err := s.db.NewInsert().Model(inv).Exec(ctx); err != nil { // want:pool-in-tx
			return err
		}
		if err := save(ctx, s.db, inv); err != nil { // want:pool-in-tx
			return err
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil { // want:compute-in-tx
			return err
		}
		if err := os.WriteFile(inv.Path, b.Bytes(), 0o600); err != nil { // want:file-in-tx
			return err
		}
		tx.NewDelete().Model(inv).Where("draft").Exec(ctx) // want:swallowed-error
		return save(ctx, tx, inv)
	})
}

// 6 wrong: begun by hand; the branch for what was found forgets.
func (s *Store) Draft(ctx context.Context, id int64) (*Invoice, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	inv := &Invoice{ID: id}
	exists, err := tx.NewSelect().Model(inv).WherePK().Exists(ctx)
	if err != nil {
		return nil, tx.Rollback()
	}
	if exists {
		return inv, nil // want:missing-rollback
	}
	if _, err := tx.NewInsert().Model(inv).Exec(ctx); err != nil {
		if rerr := tx.Rollback(); rerr != nil {
			return nil, rerr
		}
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	time.Sleep(time.Millisecond)
	return inv, nil
}

// 7 right and wrong: a handler. Reading the body of the request inside waits for the peer.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	err := s.db.RunInTx(r.Context(), nil, func(ctx context.Context, tx bun.Tx) error {
		inv := &Invoice{Path: r.FormValue("path")}
		_, err := tx.NewInsert().Model(inv).Returning("*").Exec(ctx)
		return err
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
}
