// Package streamed hands files, connections and bodies to functions that read
// or write what they are handed: the caller knows what it is.
package streamed

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"effects/streamed/export"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

type store struct {
	db     *sql.DB
	format export.Format
}

func save(w io.Writer, text []byte) error {
	_, err := w.Write(text)
	return err
}

func files(ctx context.Context, tx *sql.Tx, f *os.File, conn net.Conn) error {
	if err := save(f, []byte("orders")); err != nil { // want:file-in-tx
		return err
	}
	if err := save(bufio.NewWriter(conn), []byte("orders")); err != nil { // want:net-in-tx
		return err
	}
	if err := save(io.MultiWriter(io.Discard, f), nil); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

func otherPackage(ctx context.Context, tx *sql.Tx, r *http.Request, f *os.File) error {
	order, err := export.Decode[int](r.Body) // want:input-in-tx
	if err != nil {
		return err
	}
	if err := export.Tee("x", new(bytes.Buffer), f); err != nil { // want:file-in-tx
		return err
	}
	if err := export.Both(f, new(bytes.Buffer)); err != nil { // want:file-in-tx
		return err
	}
	if err := export.Both(io.Discard, io.TeeReader(r.Body, io.Discard)); err != nil { // want:input-in-tx
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", order)
	return err
}

// Through an interface of another package, and a method that is handed the tx.
func (s *store) throughInterface(ctx context.Context, rows []string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	f, err := os.Create("orders.csv") // want:file-in-tx
	if err != nil {
		return err
	}
	defer f.Close()
	if err := s.format.Write(f, rows); err != nil { // want:file-in-tx
		return err
	}
	if err := s.dump(ctx, tx, gzip.NewWriter(f)); err != nil { // want:file-in-tx
		return err
	}
	return tx.Commit()
}

func (s *store) dump(ctx context.Context, tx *sql.Tx, w io.Writer) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if _, err := fmt.Fprintln(w, "row"); err != nil {
			return err
		}
	}
	return rows.Err()
}

// A variable that is an interface: what it is given tells.
func asInterface(tx *sql.Tx, zipped bool, f *os.File) error {
	var w io.Writer = f
	if _, err := fmt.Fprintln(w, "x"); err != nil { // want:file-in-tx
		return err
	}
	var out io.Writer = new(bytes.Buffer)
	if zipped {
		out = f
	}
	if err := save(out, nil); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// The other end of a pipe is a goroutine.
func piped(tx *sql.Tx, v any) error {
	pr, pw := io.Pipe()
	go func() { _ = json.NewEncoder(pw).Encode(v) }()
	if err := export.Both(io.Discard, pr); err != nil { // want:wait-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Files of an archive that is read from a file behind two readers.
func unpack(tx *sql.Tx, f *os.File) error {
	zr, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return err
	}
	tr := tar.NewReader(zr)
	for {
		if err := next(tr); err == io.EOF { // want:file-in-tx
			break
		} else if err != nil {
			return err
		}
	}
	_, err = tx.Exec("UPDATE orders SET told = 1")
	return err
}

func next(tr *tar.Reader) error {
	_, err := tr.Next()
	return err
}

// A parameter that is standard output unless it is given.
func orStdout(w io.Writer, text string) {
	if w == nil {
		w = os.Stdout
	}
	fmt.Fprintln(w, text)
}

func maybe(tx *sql.Tx, f *os.File) error {
	orStdout(f, "x") // want:file-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// In a callback of a runner of the user's.
func (s *store) inTx(fn func(*sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) inCallback(f *os.File) error {
	return s.inTx(func(tx *sql.Tx) error {
		if err := save(f, nil); err != nil { // want:file-in-tx
			return err
		}
		_, err := tx.Exec("UPDATE orders SET told = 1")
		return err
	})
}
