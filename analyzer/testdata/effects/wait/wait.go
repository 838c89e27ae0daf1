// Package wait waits for other goroutines.
package wait

import (
	"context"
	"database/sql"
	"time"

	"github.com/getsentry/sentry-go"
	"github.com/jackc/puddle/v2"
	"github.com/sourcegraph/conc"
	"github.com/sourcegraph/conc/pool"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
	"golang.org/x/time/rate"
)

func byErrgroup(ctx context.Context, tx *sql.Tx) error {
	g, _ := errgroup.WithContext(ctx)
	g.SetLimit(2)
	g.Go(func() error { return nil })
	if err := g.Wait(); err != nil { // want:wait-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return g.Wait()
}

func bySemaphore(ctx context.Context, tx *sql.Tx, s *semaphore.Weighted) error {
	if s.TryAcquire(1) {
		s.Release(1)
	}
	return s.Acquire(ctx, 1) // want:wait-in-tx
}

func byFlight(tx *sql.Tx, g *singleflight.Group) error {
	g.Forget("orders")
	_, err, _ := g.Do("order", func() (any, error) { return nil, nil }) // want:wait-in-tx
	return err
}

func byLimiter(ctx context.Context, tx *sql.Tx) error {
	l := rate.NewLimiter(rate.Every(time.Second), 1)
	if l.Allow() {
		return nil
	}
	return l.Wait(ctx) // want:wait-in-tx
}

func byConc(tx *sql.Tx) {
	var wg conc.WaitGroup
	wg.Go(func() {})
	wg.Wait() // want:wait-in-tx
}

func byPool(tx *sql.Tx) error {
	p := pool.New().WithMaxGoroutines(2).WithErrors()
	p.Go(func() error { return nil })
	return p.Wait() // want:wait-in-tx
}

func byPuddle(ctx context.Context, tx *sql.Tx, p *puddle.Pool[int]) error {
	_ = p.Stat()
	r, err := p.Acquire(ctx) // want:wait-in-tx
	if err != nil {
		return err
	}
	r.Release()
	return nil
}

func bySentry(tx *sql.Tx, err error) {
	sentry.CaptureException(err)
	sentry.Flush(time.Second) // want:wait-in-tx
}
