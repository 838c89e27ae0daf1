// Package payments tells txlint about itself: directives.
package payments

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"time"
)

type Gateway interface {
	// Pay charges the card.
	//txlint:effect http
	Pay(ctx context.Context, cents int64) error

	// Rate looks into a table in memory.
	//txlint:pure the table is loaded at the start
	Rate(currency string) float64
}

type rates struct{}

func (rates) Pay(context.Context, int64) error { return nil }
func (rates) Rate(c string) float64 {
	b, _ := os.ReadFile("rates/" + c)
	return float64(len(b))
}

var _ Gateway = rates{}

// audit is a memory-mapped ring.
//
//txlint:pure the file is memory-mapped
func audit(line string) { _ = os.WriteFile("ring", []byte(line), 0o600) }

// tick has no effect that can be seen.
//
//txlint:effect publish
func tick() {}

type Service struct {
	db *sql.DB
	gw Gateway
}

func (s *Service) Pay(ctx context.Context, cents int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if s.gw.Rate("EUR") > 1 {
		return nil
	}
	audit("pay")
	tick() // want:publish-in-tx
	if _, err := tx.ExecContext(ctx, `UPDATE pay SET cents = $1`, cents); err != nil {
		return err
	}
	if err := s.gw.Pay(ctx, cents); err != nil { // want:http-in-tx
		return err
	}
	time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx the provider's clock is slow
	//txlint:ignore http-in-tx,file-in-tx idempotent, and guarded by the provider
	http.Get("https://pay.example/ping")
	return tx.Commit()
}

// Refund keeps the order of the old system.
//
//txlint:ignore sleep-in-tx the ledger wants it
func (s *Service) Refund(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	time.Sleep(time.Millisecond)
	os.Remove("lock") // want:file-in-tx
	if _, err := tx.ExecContext(ctx, `UPDATE pay SET cents = 0`); err != nil {
		return err
	}
	//txlint:ignore http-in-tx // want:bad-directive
	http.Get("https://pay.example/ping") // want:http-in-tx
	//txlint:ignore slep-in-tx it is short // want:bad-directive
	time.Sleep(time.Millisecond)
	return tx.Commit()
}

//txlint:efect http // want:bad-directive
func (s *Service) bad() {}

//txlint:effect telepathy // want:bad-directive
func (s *Service) bad2() {}

//txlint:pure // want:bad-directive
func (s *Service) bad3() {}

func (s *Service) Plain(ctx context.Context) error {
	//txlint:ignore sleep-in-tx nothing sleeps here any more // want:unused-ignore
	_, err := s.db.ExecContext(ctx, `UPDATE pay SET cents = 0`)
	//txlint:ignore lock-in-tx the rule is switched off
	return err
}
