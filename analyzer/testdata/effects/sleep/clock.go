package sleep

import (
	"context"
	"database/sql"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/jonboulle/clockwork"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/util/retry"
)

func byClock(tx *sql.Tx, c clock.Clock) time.Duration {
	start := c.Now()
	c.Sleep(time.Second)   // want:sleep-in-tx
	<-c.After(time.Second) // want:sleep-in-tx
	return c.Since(start)
}

func byClockwork(tx *sql.Tx, c clockwork.Clock) time.Time {
	c.Sleep(time.Second) // want:sleep-in-tx
	select {             // want:sleep-in-tx
	case <-c.After(time.Second):
	}
	return c.Now()
}

func byPoll(ctx context.Context, tx *sql.Tx) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(ctx context.Context) (bool, error) { // want:sleep-in-tx
		return true, update(tx)
	})
}

func byBackoffOf(tx *sql.Tx) error {
	b := wait.Backoff{Steps: 3, Duration: time.Second}
	_ = b.Step()
	return wait.ExponentialBackoff(b, func() (bool, error) { return true, update(tx) }) // want:sleep-in-tx
}

func byConflict(tx *sql.Tx) error {
	return retry.RetryOnConflict(retry.DefaultRetry, func() error { return update(tx) }) // want:sleep-in-tx
}
