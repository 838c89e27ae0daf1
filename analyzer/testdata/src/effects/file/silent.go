package file

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"embed"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"html/template"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"
	"text/tabwriter"
)

//go:embed silent.go
var embedded embed.FS

// The file is read first, its content written inside.
func readBefore(ctx context.Context, db *sql.DB, path string) error {
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO files VALUES (?)", body); err != nil {
		return err
	}
	return tx.Commit()
}

// The rows are collected inside and written to the file after the commit.
func exportAfter(ctx context.Context, db *sql.DB, path string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var buf bytes.Buffer
	if err := collect(ctx, tx, &buf); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return os.WriteFile(path, buf.Bytes(), 0o600)
}

// Writing rows to a writer about which nothing is known here.
func collect(ctx context.Context, tx *sql.Tx, buf *bytes.Buffer) error {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM files")
	if err != nil {
		return err
	}
	defer rows.Close()
	out := csv.NewWriter(buf)
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if err := out.Write([]string{name}); err != nil {
			return err
		}
	}
	out.Flush()
	return rows.Err()
}

// A file that was opened before the transaction is closed inside.
func closeInside(ctx context.Context, db *sql.DB, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO files VALUES (?, ?)", f.Name(), body); err != nil {
		return err
	}
	return tx.Commit()
}

// Readers and writers in memory.
func inMemory(tx *sql.Tx, body string) error {
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, strings.NewReader(body)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(&buf, "%s", body); err != nil {
		return err
	}
	if err := json.NewEncoder(&buf).Encode(body); err != nil {
		return err
	}
	if err := xml.NewEncoder(&buf).Encode(body); err != nil {
		return err
	}
	buffered := bufio.NewWriter(&buf)
	if _, err := buffered.WriteString(body); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	table := tabwriter.NewWriter(io.Discard, 0, 8, 1, ' ', 0)
	fmt.Fprintln(table, "a\tb")
	if err := table.Flush(); err != nil {
		return err
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(io.MultiWriter(sum, io.Discard), io.TeeReader(&buf, sum)); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO sums VALUES (?)", sum.Sum32())
	return err
}

// Scanning text that is in memory already.
func scanText(tx *sql.Tx, text string) error {
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		if _, err := tx.Exec("INSERT INTO lines VALUES (?)", lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// Paths are text, and so are the answers of the environment.
func pathsAndEnvironment(tx *sql.Tx) error {
	path := filepath.Join(os.Getenv("EXPORTS"), filepath.Base(os.Args[0])+filepath.Ext(".csv"))
	if ok, err := filepath.Match("*.csv", path); err != nil || !ok {
		return err
	}
	if !fs.ValidPath(path) {
		return fs.ErrInvalid
	}
	_, err := tx.Exec("INSERT INTO exports VALUES (?, ?)", path, os.Getpid())
	return err
}

// What was embedded is in memory, and so is a map of files.
func embeddedFiles(tx *sql.Tx) error {
	body, err := embedded.ReadFile("silent.go")
	if err != nil {
		return err
	}
	if _, err := fs.ReadFile(embedded, "silent.go"); err != nil {
		return err
	}
	if _, err := template.ParseFS(embedded, "*.go"); err != nil {
		return err
	}
	m := fstest.MapFS{"a": &fstest.MapFile{Data: body}}
	if _, err := fs.ReadFile(m, "a"); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO files VALUES (?)", body)
	return err
}

// Standard output and error are logging.
func standardStreams(tx *sql.Tx, n int) error {
	fmt.Println("rows", n)
	fmt.Fprintln(os.Stderr, "rows", n)
	if _, err := os.Stdout.WriteString("rows\n"); err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(out, "%d\n", n)
	if err := out.Flush(); err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stderr).Encode(n); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE counters SET n = ?", n)
	return err
}

// Errors of files are told apart without touching the disk.
func tellErrors(tx *sql.Tx, cause error) error {
	if os.IsNotExist(cause) {
		_, err := tx.Exec("DELETE FROM files")
		return err
	}
	return &os.PathError{Op: "open", Path: "x", Err: cause}
}

// A "file" of the user's own that lives in rows.
type file struct{ tx *sql.Tx }

// Write inserts a chunk.
func (f file) Write(p []byte) (int, error) {
	if _, err := f.tx.Exec("INSERT INTO chunks VALUES (?)", p); err != nil {
		return 0, err
	}
	return len(p), nil
}

func writeRows(ctx context.Context, db *sql.DB, body string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := io.Copy(file{tx}, strings.NewReader(body)); err != nil {
		return err
	}
	return tx.Commit()
}
