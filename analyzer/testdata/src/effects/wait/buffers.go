package wait

import (
	"context"
	"database/sql"
	"time"
)

const places = 2

// Room is counted along the path: two places, three values.
func counted(tx *sql.Tx) (<-chan int, error) {
	out := make(chan int, places)
	out <- 1
	out <- 2
	_, err := tx.Exec("UPDATE counters SET n = 1")
	if err != nil {
		return nil, err
	}
	out <- 3 // want:wait-in-tx
	return out, nil
}

// A place is free again after a receive.
func freedAgain(tx *sql.Tx) error {
	slot := make(chan int, 1)
	slot <- 1
	<-slot
	slot <- 2
	_, err := tx.Exec("UPDATE counters SET n = ?", <-slot)
	return err
}

// The channel is made once, and every turn puts a value: the second turn waits.
func everyTurn(tx *sql.Tx, names []string) (<-chan string, error) {
	out := make(chan string, 1)
	for _, name := range names {
		if _, err := tx.Exec("INSERT INTO names VALUES (?)", name); err != nil {
			return nil, err
		}
		out <- name // want:wait-in-tx
	}
	return out, nil
}

// The channel is made every turn.
func madeEveryTurn(tx *sql.Tx, names []string) ([]<-chan string, error) {
	var all []<-chan string
	for _, name := range names {
		if _, err := tx.Exec("INSERT INTO names VALUES (?)", name); err != nil {
			return nil, err
		}
		out := make(chan string, 1)
		out <- name
		all = append(all, out)
	}
	return all, nil
}

// The receive is of another channel than the one that was filled.
func otherChannel(tx *sql.Tx, in chan int) error {
	slot := make(chan int, 1)
	slot <- 1
	n := <-in // want:wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = ?", n+<-slot)
	return err
}

// More is received than was put.
func oneTooMany(tx *sql.Tx) error {
	slot := make(chan int, 2)
	slot <- 1
	<-slot
	<-slot // want:wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// A slot is tried for, and given up at once when there is none.
func tryAcquire(tx *sql.Tx, slots chan struct{}) error {
	select {
	case slots <- struct{}{}:
	default:
		return context.DeadlineExceeded
	}
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// The transaction is the worker's, the channel's operations stand around it.
func worker(ctx context.Context, db *sql.DB, in <-chan int, out chan<- int64, ticker *time.Ticker) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		case n := <-in:
			id, err := insert(ctx, db, n)
			if err != nil {
				return err
			}
			out <- id
		}
	}
}

func insert(ctx context.Context, db *sql.DB, n int) (int64, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, "INSERT INTO counters VALUES (?)", n)
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	return id, tx.Commit()
}

// The transaction is in a case of a select: what its body does is outside of the wait, and inside of the transaction.
func inCase(ctx context.Context, db *sql.DB, in <-chan int, out chan<- int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case n := <-in:
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "INSERT INTO counters VALUES (?)", n); err != nil {
			return err
		}
		out <- n // want:wait-in-tx
		return tx.Commit()
	}
}

// A time-out that was made before: the select sleeps.
func timeout(tx *sql.Tx, in <-chan int) error {
	after := time.After(time.Second)
	select { // want:sleep-in-tx
	case n := <-in:
		_, err := tx.Exec("UPDATE counters SET n = ?", n)
		return err
	case <-after:
		return context.DeadlineExceeded
	}
}

// A ticker's channel of one's own, and the plain range over a tick.
func ticks(tx *sql.Tx) error {
	for range time.Tick(time.Second) { // want:sleep-in-tx
		if _, err := tx.Exec("UPDATE counters SET n = n + 1"); err != nil {
			return err
		}
	}
	return nil
}

// A loop with a label around a select with a default.
func drainNow(tx *sql.Tx, in <-chan int) error {
drain:
	for {
		select {
		case n := <-in:
			if _, err := tx.Exec("UPDATE counters SET n = ?", n); err != nil {
				return err
			}
		default:
			break drain
		}
	}
	return nil
}

// In the send, the value is an effect of its own; both stand on one line.
func valueOfSend(tx *sql.Tx, out chan<- int) error {
	out <- pause() // want:sleep-in-tx,wait-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

func pause() int {
	time.Sleep(time.Millisecond)
	return 1
}

// A callee that selects, and one that selects with a default.
func throughCallees(tx *sql.Tx, in <-chan int) error {
	if n, ok := look(in); ok {
		_, err := tx.Exec("UPDATE counters SET n = ?", n)
		return err
	}
	n := await(in) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE counters SET n = ?", n)
	return err
}

func look(in <-chan int) (int, bool) {
	select {
	case n := <-in:
		return n, true
	default:
		return 0, false
	}
}

func await(in <-chan int) int {
	select {
	case n := <-in:
		return n
	case <-time.After(time.Second):
		return 0
	}
}

// A callee that fills a channel of its own making.
func filled(tx *sql.Tx) error {
	for n := range numbers() {
		if _, err := tx.Exec("UPDATE counters SET n = ?", n); err != nil {
			return err
		}
	}
	return nil
}

func numbers() []int {
	queue := make(chan int, 2)
	queue <- 1
	queue <- 2
	return []int{<-queue, <-queue}
}
