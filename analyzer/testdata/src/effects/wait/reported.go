// Package wait has waits for other goroutines inside and outside of transactions.
package wait

import (
	"context"
	"database/sql"
	"os"
	"sync"
)

// A receive between the opening and the commit.
func receive(ctx context.Context, db *sql.DB, prices <-chan int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	price := <-prices // want:wait-in-tx
	if _, err := tx.ExecContext(ctx, "INSERT INTO prices VALUES (?)", price); err != nil {
		return err
	}
	return tx.Commit()
}

// A send to a channel about which nothing is known.
func send(tx *sql.Tx, out chan<- int) error {
	var n int
	if err := tx.QueryRow("SELECT n FROM counters").Scan(&n); err != nil {
		return err
	}
	out <- n // want:wait-in-tx
	return nil
}

// A channel without a buffer is made here; the other side is a goroutine.
func sendUnbuffered(tx *sql.Tx) error {
	out := make(chan int)
	go func() {
		for n := range out {
			println(n)
		}
	}()
	out <- 1 // want:wait-in-tx
	close(out)
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// The buffer is full when the second value comes.
func sendBeyondBuffer(tx *sql.Tx, read func(<-chan int)) error {
	out := make(chan int, 1)
	go read(out)
	out <- 1
	out <- 2 // want:wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// A buffered channel of a field: others may have filled it.
type pool struct{ slots chan struct{} }

func (p *pool) acquire(tx *sql.Tx) error {
	p.slots <- struct{}{} // want:wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// A receive as a condition, in a loop, and one whose value is dropped.
func receives(tx *sql.Tx, jobs <-chan string, done chan struct{}) error {
	for {
		job, ok := <-jobs // want:wait-in-tx
		if !ok {
			break
		}
		if _, err := tx.Exec("INSERT INTO jobs VALUES (?)", job); err != nil {
			return err
		}
	}
	<-done // want:wait-in-tx
	return nil
}

// A range over a channel receives; the finding stands at the range.
func rangeOver(tx *sql.Tx, jobs <-chan string) error {
	for job := range jobs { // want:wait-in-tx
		if _, err := tx.Exec("INSERT INTO jobs VALUES (?)", job); err != nil {
			return err
		}
	}
	return nil
}

// A receive as an argument of a statement.
func receiveAsArgument(tx *sql.Tx, jobs <-chan string) error {
	_, err := tx.Exec("INSERT INTO jobs VALUES (?)",
		<-jobs) // want:wait-in-tx
	return err
}

// A select without a default waits, whatever its cases.
func selects(ctx context.Context, tx *sql.Tx, in <-chan int, out chan<- int) error {
	select { // want:wait-in-tx
	case n := <-in:
		if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = ?", n); err != nil {
			return err
		}
	case out <- 1:
	}
	select { // want:wait-in-tx
	case <-ctx.Done():
		return ctx.Err()
	case <-in:
	}
	return nil
}

// A select of one case, and a plain receive of the context's end.
func contextDone(ctx context.Context, tx *sql.Tx) error {
	select { // want:wait-in-tx
	case <-ctx.Done():
	}
	<-ctx.Done() // want:wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// Waiting for a signal is waiting for a channel.
func signal(tx *sql.Tx, sigs <-chan os.Signal) error {
	sig := <-sigs // want:wait-in-tx
	_, err := tx.Exec("INSERT INTO signals VALUES (?)", sig.String())
	return err
}

// What package sync waits with.
func syncWaits(tx *sql.Tx, wg *sync.WaitGroup, cond *sync.Cond) error {
	wg.Wait() // want:wait-in-tx
	cond.L.Lock()
	cond.Wait() // want:wait-in-tx
	cond.L.Unlock()
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// Fan-out inside: the goroutines have no part in the region, waiting for them has.
func fanOut(ctx context.Context, db *sql.DB, load func(string) int, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	loaded := make([]int, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			loaded[i] = load(name)
		}()
	}
	wg.Wait() // want:wait-in-tx
	for _, n := range loaded {
		if _, err := tx.ExecContext(ctx, "INSERT INTO loads VALUES (?)", n); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// The results of goroutines that were started here come over a channel.
func results(ctx context.Context, db *sql.DB, load func(string) int, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	out := make(chan int, len(names))
	for _, name := range names {
		go func() { out <- load(name) }()
	}
	for range names {
		n := <-out // want:wait-in-tx
		if _, err := tx.ExecContext(ctx, "INSERT INTO loads VALUES (?)", n); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// The wait is in a helper: it stands at the call.
func throughHelper(tx *sql.Tx, out chan<- int) error {
	publish(out, 1) // want:wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

func publish(out chan<- int, n int) { out <- n }
