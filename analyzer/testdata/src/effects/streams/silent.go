package streams

import (
	"archive/tar"
	"bufio"
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"text/template"
	"unicode/utf8"
)

// The same encoders, decoders, templates over memory.
func memory(tx *sql.Tx, page *template.Template, v any) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(v); err != nil {
		return err
	}
	if err := binary.Write(&buf, binary.BigEndian, uint32(1)); err != nil {
		return err
	}
	if err := page.Execute(&buf, v); err != nil {
		return err
	}
	enc := base64.NewEncoder(base64.StdEncoding, &buf)
	if _, err := enc.Write([]byte("x")); err != nil {
		return err
	}
	if err := enc.Close(); err != nil {
		return err
	}
	dump := hex.Dumper(&buf)
	if _, err := dump.Write([]byte("x")); err != nil {
		return err
	}
	var b strings.Builder
	if _, err := buf.WriteTo(&b); err != nil {
		return err
	}
	both := bufio.NewReadWriter(bufio.NewReader(strings.NewReader(b.String())), bufio.NewWriter(io.Discard))
	if _, err := both.ReadString('\n'); err != nil && err != io.EOF {
		return err
	}
	if err := both.Flush(); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO bodies VALUES (?, ?)", b.String(), utf8.RuneCountInString(b.String()))
	return err
}

// A writer or a reader about which nothing is known.
func unknown(tx *sql.Tx, w io.Writer, r io.Reader, h hash.Hash) error {
	if _, err := fmt.Fprintln(w, "x"); err != nil {
		return err
	}
	if _, err := io.Copy(h, r); err != nil {
		return err
	}
	if err := json.NewDecoder(r).Decode(new(int)); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO sums VALUES (?)", h.Sum(nil))
	return err
}

// A report that goes to a buffer inside, and to a file outside.
func report(w io.Writer, n int) error {
	_, err := fmt.Fprintf(w, "%d rows\n", n)
	return err
}

func reportTwice(db *sql.DB, f *os.File) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var buf bytes.Buffer
	if err := report(&buf, 1); err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO reports VALUES (?)", buf.String()); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return report(f, 1)
}

// A service that prints where it was told to: a field is not followed.
type printer struct{ out io.Writer }

func newPrinter(f *os.File) *printer { return &printer{out: f} }

func (p *printer) print(tx *sql.Tx) error {
	if _, err := fmt.Fprintln(p.out, "x"); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO prints VALUES (1)")
	return err
}

// Standard output under other names.
func standardOutput(tx *sql.Tx) error {
	out := os.Stdout
	if _, err := fmt.Fprintln(out, "x"); err != nil {
		return err
	}
	var w io.Writer = os.Stderr
	if _, err := io.WriteString(w, "x"); err != nil {
		return err
	}
	both := io.MultiWriter(os.Stdout, os.Stderr)
	if _, err := both.Write([]byte("x")); err != nil {
		return err
	}
	log.New(both, "", 0).Println("x")
	_, err := tx.Exec("INSERT INTO prints VALUES (1)")
	return err
}

// A writer of the user's that counts what passes, over memory.
type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += n
	return n, err
}

func count(tx *sql.Tx) error {
	c := &counter{w: new(bytes.Buffer)}
	if _, err := io.Copy(c, strings.NewReader("abc")); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO counts VALUES (?)", c.n)
	return err
}

// The answer of a handler, real or recorded, is another rule's.
func answer(tx *sql.Tx, w http.ResponseWriter) error {
	if err := json.NewEncoder(w).Encode("x"); err != nil {
		return err
	}
	rec := httptest.NewRecorder()
	if err := json.NewEncoder(rec).Encode("x"); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO answers VALUES (?)", rec.Code)
	return err
}

// Opened, wrapped and measured before; closed inside.
func wrappedOnly(tx *sql.Tx, f *os.File) (*bufio.Writer, *tar.Reader, error) {
	w := bufio.NewWriterSize(f, 1<<16)
	r := tar.NewReader(io.LimitReader(f, 100))
	_, err := tx.Exec("INSERT INTO sizes VALUES (?, ?)", w.Available(), f.Name())
	return w, r, err
}
