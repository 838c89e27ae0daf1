// Package unused has directives that silence nothing.
package unused

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"time"
)

// There is no finding on the line, nor below it.
func nothingThere(ctx context.Context, tx *sql.Tx) error {
	//txlint:ignore http-in-tx a local sidecar answers // want:unused-ignore
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// The finding is another rule's.
func otherRule(tx *sql.Tx) error {
	//txlint:ignore http-in-tx a local sidecar answers // want:unused-ignore
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A line too high, and a line too low.
func wrongLine(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx on purpose // want:unused-ignore

	time.Sleep(time.Millisecond) // want:sleep-in-tx
	//txlint:ignore sleep-in-tx on purpose // want:unused-ignore
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// At the end of a chain instead of its start.
func endOfChain(tx *sql.Tx, req *http.Request) error {
	resp, err := http. // want:http-in-tx
				DefaultClient.
				Do(req) //txlint:ignore http-in-tx a local sidecar answers // want:unused-ignore
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// In the doc comment of a function without such a finding.
//
//txlint:ignore file-in-tx once it wrote a file // want:unused-ignore
func docComment(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// The call was moved below the commit, and the directive stayed with it.
func moved(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return os.Remove("x") //txlint:ignore file-in-tx it is small // want:unused-ignore
}

// At the callee instead of the call that is reported.
func atCallee(tx *sql.Tx) error {
	pause() // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func pause() {
	time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx on purpose // want:unused-ignore
}

// One silences, the other does not.
func onceIsEnough(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx on purpose
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err //txlint:ignore sleep-in-tx on purpose // want:unused-ignore
}

// Right: one of its rules silences something.
func oneOfTwo(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx,file-in-tx on purpose
	time.Sleep(time.Millisecond)
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// None does: one finding.
func noneOfTwo(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx,file-in-tx on purpose // want:unused-ignore
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}
