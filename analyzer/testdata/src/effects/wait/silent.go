package wait

import (
	"context"
	"database/sql"
	"os"
	ossignal "os/signal"
	"sync"
	"sync/atomic"
)

// Received before the opening.
func receiveBefore(ctx context.Context, db *sql.DB, prices <-chan int) error {
	price := <-prices
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO prices VALUES (?)", price); err != nil {
		return err
	}
	return tx.Commit()
}

// Sent after the commit.
func sendAfter(ctx context.Context, db *sql.DB, out chan<- int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	out <- 1
	return nil
}

// A select with a default waits for nobody: cancelled, full and empty are looked at in passing.
func selectWithDefault(ctx context.Context, tx *sql.Tx, in <-chan int, out chan<- int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	select {
	case out <- 1:
	case n := <-in:
		if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = ?", n); err != nil {
			return err
		}
	default:
	}
	return ctx.Err()
}

// The channel was made here and has room.
func sendWithRoom(tx *sql.Tx) (<-chan int, error) {
	out := make(chan int, 2)
	out <- 1
	out <- 2
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return out, err
}

// The channel was made here before the transaction, with one place for one value.
func resultChannel(ctx context.Context, db *sql.DB) (<-chan int64, error) {
	out := make(chan int64, 1)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, "DELETE FROM carts")
	if err != nil {
		return nil, err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return nil, err
	}
	out <- n
	return out, tx.Commit()
}

// Only one of the two sends happens.
func oneOfTwo(tx *sql.Tx, even bool) (<-chan int, error) {
	out := make(chan int, 1)
	if even {
		out <- 2
	} else {
		out <- 1
	}
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return out, err
}

// What the function put there itself is there.
func receiveOwn(tx *sql.Tx) error {
	slot := make(chan int, 1)
	slot <- 1
	n := <-slot
	_, err := tx.Exec("UPDATE counters SET n = ?", n)
	return err
}

// A queue that is filled, closed and emptied by the same function.
func rangeOverOwn(tx *sql.Tx) error {
	queue := make(chan int, 2)
	queue <- 1
	queue <- 2
	close(queue)
	for n := range queue {
		if _, err := tx.Exec("UPDATE counters SET n = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// A slot is taken before the opening and given back after the end.
func slotAround(ctx context.Context, db *sql.DB, slots chan struct{}) error {
	slots <- struct{}{}
	defer func() { <-slots }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Closing, measuring and making channels waits for nobody.
func noWait(tx *sql.Tx, in chan int, done chan struct{}) error {
	close(done)
	sigs := make(chan os.Signal, 1)
	ossignal.Notify(sigs, os.Interrupt)
	ossignal.Stop(sigs)
	_, err := tx.Exec("UPDATE counters SET n = ?", len(in)+cap(in)+len(sigs))
	return err
}

// What a goroutine waits for, the transaction does not wait for.
func inGoroutine(tx *sql.Tx, in <-chan int, out chan<- int) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		out <- <-in
	}()
	wg.Go(func() { <-in })
	go drain(in)
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

func drain(in <-chan int) {
	for range in {
	}
}

// Counting down and signalling wait for nobody, and neither do locks that are held briefly.
func syncWithoutWait(tx *sql.Tx, wg *sync.WaitGroup, cond *sync.Cond, mu *sync.RWMutex, n *atomic.Int64) error {
	wg.Add(1)
	wg.Done()
	cond.Broadcast()
	mu.RLock()
	v := n.Add(1)
	mu.RUnlock()
	_, err := tx.Exec("UPDATE counters SET n = ?", v)
	return err
}

// The workers are awaited before the opening, or after the commit.
func awaitOutside(ctx context.Context, db *sql.DB, wg, late *sync.WaitGroup) error {
	wg.Wait()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer late.Wait()
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Wait is a method of the user's own.
type basket struct{ n int }

// Wait returns how many wait in the basket.
func (b basket) Wait() int { return b.n }

func ownWait(tx *sql.Tx, b basket) error {
	_, err := tx.Exec("UPDATE baskets SET n = ?", b.Wait())
	return err
}

// Ranges over everything else than channels.
func otherRanges(tx *sql.Tx, names []string, byID map[int]string) error {
	for i := range 3 {
		names = append(names, byID[i])
	}
	for _, name := range names {
		if _, err := tx.Exec("INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
	}
	return nil
}
