// Package file has file system access inside and outside of transactions.
package file

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A write between the opening and the commit.
func exportBeforeCommit(ctx context.Context, db *sql.DB, path string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET exported = 1"); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte("done"), 0o600); err != nil { // want:file-in-tx
		return err
	}
	return tx.Commit()
}

// Reading is an effect too: others wait for the disk.
func reads(tx *sql.Tx, path string) error {
	if _, err := os.ReadFile(path); err != nil { // want:file-in-tx
		return err
	}
	if _, err := os.Stat(path); err != nil { // want:file-in-tx
		return err
	}
	if _, err := os.ReadDir(path); err != nil { // want:file-in-tx
		return err
	}
	if _, err := filepath.Glob(path + "/*"); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET exported = 1")
	return err
}

// What changes directories.
func changes(tx *sql.Tx, path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil { // want:file-in-tx
		return err
	}
	if err := os.Rename(path, path+".old"); err != nil { // want:file-in-tx
		return err
	}
	if err := os.RemoveAll(path + ".old"); err != nil { // want:file-in-tx
		return err
	}
	_, err := os.CreateTemp("", "x") // want:file-in-tx
	return err
}

// Opening and each write; closing is none.
func openWriteClose(tx *sql.Tx, path string) error {
	f, err := os.Create(path) // want:file-in-tx
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString("a"); err != nil { // want:file-in-tx
		return err
	}
	if _, err := fmt.Fprintf(f, "%d\n", 1); err != nil { // want:file-in-tx
		return err
	}
	return f.Sync() // want:file-in-tx
}

// The callback of a walk runs inside too: the walk and what its literal does.
func walk(tx *sql.Tx, root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error { // want:file-in-tx
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path) // want:file-in-tx
		if err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO files VALUES (?, ?)", path, body)
		return err
	})
}

// What copies, encodes or buffers is as real as what stands behind it.
func transparentWriters(tx *sql.Tx, f *os.File, body string) error {
	if _, err := io.Copy(f, strings.NewReader(body)); err != nil { // want:file-in-tx
		return err
	}
	if _, err := io.WriteString(f, body); err != nil { // want:file-in-tx
		return err
	}
	if err := json.NewEncoder(f).Encode(body); err != nil { // want:file-in-tx
		return err
	}
	buffered := bufio.NewWriter(f)
	if _, err := fmt.Fprintln(buffered, body); err != nil { // want:file-in-tx
		return err
	}
	return buffered.Flush() // want:file-in-tx
}

// The same for readers.
func transparentReaders(tx *sql.Tx, f *os.File) error {
	if _, err := io.ReadAll(f); err != nil { // want:file-in-tx
		return err
	}
	var v struct{ Name string }
	if err := json.NewDecoder(f).Decode(&v); err != nil { // want:file-in-tx
		return err
	}
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, f); err != nil { // want:file-in-tx
		return err
	}
	if _, err := io.Copy(sha256.New(), io.LimitReader(f, 100)); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO names VALUES (?)", v.Name)
	return err
}

// A loop over the lines of a file.
func scanLines(tx *sql.Tx, f *os.File) error {
	lines := bufio.NewScanner(f)
	for lines.Scan() { // want:file-in-tx
		if _, err := tx.Exec("INSERT INTO lines VALUES (?)", lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// A loop over the records of a file: the import as everybody writes it first.
func importRecords(ctx context.Context, db *sql.DB, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	records := csv.NewReader(f)
	for {
		record, err := records.Read() // want:file-in-tx
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO records VALUES (?)", record[0]); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// A compressing writer over a file has two kinds; file stands before compute.
func compressToFile(tx *sql.Tx, f *os.File, body []byte) error {
	zw := gzip.NewWriter(f)
	if _, err := zw.Write(body); err != nil { // want:file-in-tx
		return err
	}
	return zw.Close() // want:file-in-tx
}

// Archives and templates that are read from disk.
func otherReaders(tx *sql.Tx, path string) error {
	archive, err := zip.OpenReader(path) // want:file-in-tx
	if err != nil {
		return err
	}
	page, err := template.ParseFiles(path) // want:file-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO seen VALUES (?, ?)", len(archive.File), page.Name())
	return err
}

// A file system that is a directory of the disk.
func dirFS(tx *sql.Tx, root string) error {
	disk := os.DirFS(root)
	body, err := fs.ReadFile(disk, "schema.sql") // want:file-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec(string(body))
	return err
}

// One of several writers is a file.
func multiWriter(tx *sql.Tx, f *os.File) error {
	var buf bytes.Buffer
	both := io.MultiWriter(&buf, f)
	_, err := fmt.Fprint(both, "x") // want:file-in-tx
	return err
}
