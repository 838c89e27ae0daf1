// Package sleep waits for time to pass: what retries a call sleeps between the
// attempts, and what it calls happens inside.
package sleep

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/avast/retry-go/v4"
	backoff4 "github.com/cenkalti/backoff/v4"
	"github.com/cenkalti/backoff/v5"
	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"github.com/googleapis/gax-go/v2"
	sethvargo "github.com/sethvargo/go-retry"
	"github.com/sony/gobreaker/v2"
)

func update(tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE orders SET paid = true")
	return err
}

func byBackoff4(tx *sql.Tx) error {
	b := backoff4.WithMaxRetries(backoff4.NewExponentialBackOff(), 3)
	return backoff4.Retry(func() error { // want:sleep-in-tx
		resp, err := http.Get("https://pay.example.com") // want:http-in-tx
		if err != nil {
			return backoff4.Permanent(err)
		}
		return resp.Body.Close()
	}, b)
}

func byBackoff(ctx context.Context, tx *sql.Tx) error {
	op := func() (int, error) { return 0, update(tx) }
	if _, err := backoff.Retry(ctx, op, backoff.WithMaxTries(3)); err != nil { // want:sleep-in-tx
		return backoff.RetryAfter(10)
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := backoff.Retry(ctx, func() (int, error) { return 0, nil })
	return err
}

func byRetryGo(ctx context.Context, tx *sql.Tx) error {
	return retry.Do(func() error { return update(tx) }, retry.Context(ctx), retry.Attempts(3)) // want:sleep-in-tx
}

func bySethvargo(ctx context.Context, tx *sql.Tx) error {
	b := sethvargo.WithMaxRetries(3, sethvargo.NewFibonacci(time.Second))
	return sethvargo.Do(ctx, b, func(ctx context.Context) error { // want:sleep-in-tx
		return sethvargo.RetryableError(update(tx))
	})
}

func byFailsafe(tx *sql.Tx) error {
	p := retrypolicy.NewBuilder[any]().WithDelay(time.Second).Build()
	return failsafe.With[any](p).Run(func() error { return update(tx) }) // want:sleep-in-tx
}

func byGax(ctx context.Context, tx *sql.Tx) error {
	b := gax.Backoff{Initial: time.Second}
	return gax.Sleep(ctx, b.Pause()) // want:sleep-in-tx
}

// A breaker calls once, and doesn't sleep.
func byBreaker(tx *sql.Tx, cb *gobreaker.CircuitBreaker[int]) error {
	_, err := cb.Execute(func() (int, error) { return 0, update(tx) })
	return err
}

func byBreakerRequest(tx *sql.Tx, cb *gobreaker.CircuitBreaker[*http.Response]) error {
	_, err := cb.Execute(func() (*http.Response, error) {
		return http.Get("https://pay.example.com") // want:http-in-tx
	})
	return err
}
