// Package sleep has pauses inside and outside of transactions.
package sleep

import (
	"context"
	"database/sql"
	"time"
)

// The plainest pause.
func sleepInside(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE locks SET n = n + 1"); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

// Polling: the statement is tried until it finds something.
func poll(ctx context.Context, tx *sql.Tx) error {
	for i := 0; i < 5; i++ {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM jobs").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
		time.Sleep(time.Duration(i) * time.Millisecond) // want:sleep-in-tx
	}
	return sql.ErrNoRows
}

// Receiving from a timer is a pause.
func receiveFromTimers(tx *sql.Tx) error {
	<-time.After(time.Second) // want:sleep-in-tx
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	<-timer.C // want:sleep-in-tx
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	at := <-ticker.C // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO times VALUES (?)", at)
	return err
}

// A select with a timer among its cases sleeps; it is one finding, whatever else it waits for.
func selectWithTimer(ctx context.Context, tx *sql.Tx) error {
	select { // want:sleep-in-tx
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
	}
	_, err := tx.ExecContext(ctx, "UPDATE locks SET n = n + 1")
	return err
}

// The same with a timer that was made before.
func selectWithOldTimer(ctx context.Context, tx *sql.Tx, jobs <-chan int, t *time.Timer) error {
	select { // want:sleep-in-tx
	case <-jobs:
	case <-t.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err := tx.ExecContext(ctx, "UPDATE locks SET n = n + 1")
	return err
}

// A range over a ticker's channel receives, at the range.
func rangeOverTicker(tx *sql.Tx, ticker *time.Ticker) error {
	for at := range ticker.C { // want:sleep-in-tx
		if _, err := tx.Exec("INSERT INTO times VALUES (?)", at); err != nil {
			return err
		}
	}
	return nil
}

// The pause is in a helper: it stands at the call.
func throughHelper(tx *sql.Tx) error {
	backOff(3) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE locks SET n = n + 1")
	return err
}

func backOff(n int) { time.Sleep(time.Duration(n) * time.Millisecond) }

// The function as a local value is the same function.
func throughValue(tx *sql.Tx) error {
	pause := time.Sleep
	pause(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE locks SET n = n + 1")
	return err
}

// Retrying the whole transaction: the pause is between the attempts.
func retryAround(ctx context.Context, db *sql.DB) error {
	var err error
	for attempt := 0; attempt < 3; attempt++ {
		if err = once(ctx, db); err == nil {
			return nil
		}
		time.Sleep(time.Duration(attempt) * time.Second)
	}
	return err
}

func once(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE locks SET n = n + 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The same in one function, with an explicit rollback before the pause.
func retryInline(ctx context.Context, db *sql.DB) error {
	for attempt := 0; ; attempt++ {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE locks SET n = n + 1"); err != nil {
			if err := tx.Rollback(); err != nil {
				return err
			}
			if attempt == 3 {
				return err
			}
			time.Sleep(time.Second)
			continue
		}
		return tx.Commit()
	}
}

// Clocks, durations, timers that are made and stopped, callbacks that run later.
func noPause(tx *sql.Tx, f func()) error {
	start := time.Now()
	timer := time.NewTimer(time.Minute)
	timer.Reset(time.Hour)
	timer.Stop()
	later := time.AfterFunc(time.Minute, f)
	later.Stop()
	ticks := time.Tick(time.Minute)
	_, err := tx.Exec("INSERT INTO spans VALUES (?, ?)", time.Since(start).String(), len(ticks))
	return err
}

// What runs in the callback of AfterFunc runs in a goroutine of its own.
func afterFunc(tx *sql.Tx) error {
	time.AfterFunc(time.Minute, func() { time.Sleep(time.Second) })
	_, err := tx.Exec("UPDATE locks SET n = n + 1")
	return err
}

// A select with a default waits for nobody, timer or not.
func selectWithDefault(tx *sql.Tx, t *time.Timer) error {
	select {
	case <-t.C:
		return context.DeadlineExceeded
	default:
	}
	_, err := tx.Exec("UPDATE locks SET n = n + 1")
	return err
}

// The database sleeps: that is a statement.
func statementSleeps(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_sleep(1)")
	return err
}

// Between two transactions of one function.
func betweenTwo(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE locks SET n = n + 1"); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE locks SET n = n - 1"); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}
