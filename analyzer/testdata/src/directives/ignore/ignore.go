// Package ignore has findings that are silenced, each for a reason.
package ignore

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"time"
)

// On the line.
func onLine(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx the driver needs it
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// On the line above.
func lineAbove(tx *sql.Tx) error {
	//txlint:ignore http-in-tx a local sidecar answers
	if _, err := http.Get("http://localhost"); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// In the doc comment it holds for the whole function.
//
//txlint:ignore sleep-in-tx a tool for one user
func docComment(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	time.Sleep(time.Millisecond)
	func() {
		time.Sleep(time.Millisecond)
	}()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	time.Sleep(time.Millisecond)
	return tx.Commit()
}

// It holds for that rule only, and for that function only.
//
//txlint:ignore sleep-in-tx a tool for one user
func docCommentOneRule(tx *sql.Tx) error {
	time.Sleep(time.Millisecond)
	if err := os.Remove("x"); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func nextFunction(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Several rules, of which each silences something.
func severalRules(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx,file-in-tx both are on purpose
	store(pause())
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func pause() int {
	time.Sleep(time.Millisecond)
	return 1
}

func store(n int) { _ = os.Truncate("x", int64(n)) }

// One rule of two findings on a line.
func oneOfTwo(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx on purpose
	store(pause()) // want:file-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A call over lines stands where it starts, and so does what silences it.
func overLines(tx *sql.Tx, req *http.Request) error {
	//txlint:ignore http-in-tx a local sidecar answers
	resp, err := http.
		DefaultClient.
		Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Rules of the life of a transaction are silenced the same way, where they stand.
func leak(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err //txlint:ignore missing-rollback the process ends
	}
	return tx.Commit()
}

// Several directives in one doc comment, each for its own; the second for a finding at the closing brace.
//
//txlint:ignore sleep-in-tx on purpose
//txlint:ignore missing-rollback the process ends
func leakAtBrace(ctx context.Context, db *sql.DB) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return
	}
	time.Sleep(time.Millisecond)
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		_ = tx.Rollback()
	}
}

// On a channel operation, a select, a range.
func channels(ctx context.Context, tx *sql.Tx, in <-chan int) error {
	<-in //txlint:ignore wait-in-tx the other side never blocks
	//txlint:ignore wait-in-tx the other side never blocks
	select {
	case <-ctx.Done():
	case <-in:
	}
	//txlint:ignore wait-in-tx the other side never blocks
	for n := range in {
		if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// Silenced in the literal, where it stands.
func inLiteral(ctx context.Context, db *sql.DB) error {
	return inTx(ctx, db, func(tx *sql.Tx) error {
		time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx on purpose
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}

func inTx(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// The directive of golangci-lint is golangci-lint's to apply.
func nolint(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) //nolint:txlint // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A method's doc comment.
type repo struct{}

// insert writes and waits.
//
//txlint:ignore sleep-in-tx on purpose
func (repo) insert(tx *sql.Tx) error {
	time.Sleep(time.Millisecond)
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}
