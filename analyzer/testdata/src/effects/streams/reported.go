// Package streams has readers and writers through which files, connections and clients are reached.
package streams

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/gob"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"strings"
	"text/tabwriter"
	"text/template"
)

// Buffers in memory that read from a file or write to a connection themselves.
func buffers(tx *sql.Tx, f *os.File, conn net.Conn) error {
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(f); err != nil { // want:file-in-tx
		return err
	}
	if _, err := buf.WriteTo(conn); err != nil { // want:net-in-tx
		return err
	}
	if _, err := strings.NewReader("x").WriteTo(f); err != nil { // want:file-in-tx
		return err
	}
	if _, err := strings.NewReplacer("a", "b").WriteString(conn, "x"); err != nil { // want:net-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO bodies VALUES (?)", buf.String())
	return err
}

// Encoders and decoders.
func encoders(tx *sql.Tx, f *os.File, conn net.Conn, v any) error {
	if err := gob.NewEncoder(conn).Encode(v); err != nil { // want:net-in-tx
		return err
	}
	if err := binary.Write(f, binary.BigEndian, uint32(1)); err != nil { // want:file-in-tx
		return err
	}
	if err := xml.NewDecoder(f).Decode(v); err != nil { // want:file-in-tx
		return err
	}
	out := csv.NewWriter(f)
	if err := out.WriteAll(nil); err != nil { // want:file-in-tx
		return err
	}
	enc := base64.NewEncoder(base64.StdEncoding, f)
	if _, err := enc.Write([]byte("x")); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO bodies VALUES (1)")
	return err
}

// Formatting and templates.
func formatting(tx *sql.Tx, f *os.File, conn net.Conn, page *template.Template) error {
	if err := page.Execute(f, nil); err != nil { // want:file-in-tx
		return err
	}
	if err := page.ExecuteTemplate(conn, "main", nil); err != nil { // want:net-in-tx
		return err
	}
	table := tabwriter.NewWriter(f, 0, 8, 1, ' ', 0)
	if err := table.Flush(); err != nil { // want:file-in-tx
		return err
	}
	var n int
	if _, err := fmt.Fscan(conn, &n); err != nil { // want:net-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO numbers VALUES (?)", n)
	return err
}

// Layers upon layers.
func layers(tx *sql.Tx, f *os.File, conn net.Conn) error {
	in := bufio.NewReader(io.LimitReader(io.TeeReader(f, io.Discard), 10))
	if _, err := in.ReadByte(); err != nil { // want:file-in-tx
		return err
	}
	both := bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
	if _, err := both.ReadString('\n'); err != nil { // want:net-in-tx
		return err
	}
	if err := both.Flush(); err != nil { // want:net-in-tx
		return err
	}
	if _, err := io.ReadFull(io.NewSectionReader(f, 0, 10), make([]byte, 10)); err != nil { // want:file-in-tx
		return err
	}
	if _, err := io.ReadAll(io.MultiReader(strings.NewReader("x"), f)); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO bodies VALUES (1)")
	return err
}

// The body of the request that is being served.
func served(tx *sql.Tx, w http.ResponseWriter, r *http.Request, parts *multipart.Reader) error {
	records := csv.NewReader(r.Body)
	if _, err := records.Read(); err != nil { // want:input-in-tx
		return err
	}
	body := http.MaxBytesReader(w, r.Body, 100)
	lines := bufio.NewScanner(body)
	for lines.Scan() { // want:input-in-tx
		if _, err := tx.Exec("INSERT INTO lines VALUES (?)", lines.Text()); err != nil {
			return err
		}
	}
	_, err := parts.NextPart() // want:input-in-tx
	return err
}

// Standard input under other names.
func standardInput(tx *sql.Tx) error {
	in := os.Stdin
	if _, err := bufio.NewReader(in).ReadString('\n'); err != nil { // want:input-in-tx
		return err
	}
	var r io.Reader = os.Stdin
	if _, err := io.ReadAll(r); err != nil { // want:input-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO lines VALUES (1)")
	return err
}

// The answer comes from a file: the answer is another rule's, the file is read inside.
func serveFile(tx *sql.Tx, w http.ResponseWriter, f *os.File) error {
	if _, err := io.Copy(w, f); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO served VALUES (1)")
	return err
}

// Standard output unless a file is asked for: it may be a file.
func outputOrFile(tx *sql.Tx, path string) error {
	out := os.Stdout
	if path != "" {
		f, err := os.Create(path) // want:file-in-tx
		if err != nil {
			return err
		}
		defer f.Close()
		out = f
	}
	if _, err := fmt.Fprintln(out, "done"); err != nil { // want:file-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO served VALUES (1)")
	return err
}

// A directory of the disk and a root of it.
func directories(tx *sql.Tx, root *os.Root, dir string) error {
	if _, err := root.ReadFile("x"); err != nil { // want:file-in-tx
		return err
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error { // want:file-in-tx
		if err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO paths VALUES (?)", path)
		return err
	})
	if err != nil {
		return err
	}
	return os.CopyFS(dir, os.DirFS(dir)) // want:file-in-tx
}
