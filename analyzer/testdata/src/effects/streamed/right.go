package streamed

import (
	"bytes"
	"context"
	"database/sql"
	"effects/streamed/export"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
)

func inMemory(ctx context.Context, tx *sql.Tx, h hash.Hash) error {
	var buf bytes.Buffer
	if err := save(&buf, []byte("orders")); err != nil {
		return err
	}
	if err := save(h, buf.Bytes()); err != nil {
		return err
	}
	if err := export.Both(&buf, io.LimitReader(strings.NewReader("x"), 1)); err != nil {
		return err
	}
	if err := export.Tee("x", &buf, io.Discard, new(strings.Builder)); err != nil {
		return err
	}
	if err := export.Tee("x"); err != nil {
		return err
	}
	n, err := export.Decode[int](&buf)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", n)
	return err
}

// Logs, answers that are recorded, and answers (another rule, off).
func answers(ctx context.Context, tx *sql.Tx, w http.ResponseWriter) error {
	if err := save(os.Stderr, []byte("orders")); err != nil {
		return err
	}
	if err := save(httptest.NewRecorder(), nil); err != nil {
		return err
	}
	if err := save(w, nil); err != nil {
		return err
	}
	orStdout(nil, "x")
	orStdout(os.Stdout, "x")
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// The body of a response whose request was made before, or is reported.
func responses(ctx context.Context, db *sql.DB, resp *http.Response) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n, err := export.Decode[int](resp.Body)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", n); err != nil {
		return err
	}
	return tx.Commit()
}

// Nothing is known of what it is handed.
func unknownWriter(tx *sql.Tx, w io.Writer) error {
	if err := save(w, nil); err != nil {
		return err
	}
	var out io.Writer
	if err := save(out, nil); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// It is wrapped, measured, or written by somebody else later; written before
// and after.
func notWritten(db *sql.DB, f *os.File) error {
	if err := save(f, nil); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		_ = save(f, []byte("failed"))
		return err
	}
	defer tx.Rollback()
	out := export.Wrap(f)
	if _, err := tx.Exec("INSERT INTO sizes VALUES (?)", export.Size(f)); err != nil {
		return err
	}
	export.Later(f)
	if err := tx.Commit(); err != nil {
		return err
	}
	return save(out, nil)
}

// The callee ends the transaction before it writes.
func finish(tx *sql.Tx, w io.Writer) error {
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "done")
	return err
}

func endsFirst(db *sql.DB, f *os.File) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return finish(tx, f)
}

// discard is said to do nothing.
//
//txlint:pure it writes nothing that matters
func discard(w io.Writer) { fmt.Fprintln(w, "x") }

func pure(tx *sql.Tx, f *os.File) error {
	discard(f)
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Two variables that take each other's place: what stands behind them is not
// looked for forever.
func swapped(ctx context.Context, tx *sql.Tx, a, b []byte) error {
	x, y := io.Writer(new(bytes.Buffer)), io.Writer(new(strings.Builder))
	for range 3 {
		x, y = y, x
		if _, err := x.Write(a); err != nil {
			return err
		}
		if _, err := y.Write(b); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// Writing to standard input waits for nobody, whatever it is good for.
func toStandardInput(ctx context.Context, tx *sql.Tx) error {
	fmt.Fprintln(os.Stdin, "orders")
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}
