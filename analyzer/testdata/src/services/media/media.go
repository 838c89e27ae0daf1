// Package media keeps pictures: what is in memory, and what is not.
package media

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/rpc"
	"net/smtp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"text/template"
	"time"
)

type Store struct {
	db   *sql.DB
	tmpl *template.Template
	once sync.Once
	rpc  *rpc.Client
	now  func() time.Time
}

func (s *Store) tx(ctx context.Context, fn func(*sql.Tx) error) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			err = joined(err, tx.Rollback())
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

func joined(a, b error) error {
	if b == nil {
		return a
	}
	return a
}

// 1 right: all in memory.
func (s *Store) Silent(ctx context.Context, names []string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var b bytes.Buffer
		if err := s.tmpl.Execute(&b, names); err != nil {
			return err
		}
		w := csv.NewWriter(&b)
		if err := w.Write(names); err != nil {
			return err
		}
		w.Flush()
		if _, err := io.Copy(&b, strings.NewReader("tail")); err != nil {
			return err
		}
		if _, err := io.ReadAll(&b); err != nil {
			return err
		}
		rec := httptest.NewRecorder()
		rec.WriteString("x")
		req, err := http.NewRequestWithContext(ctx, "GET", "https://cdn.example", &b)
		if err != nil {
			return err
		}
		req.Header.Set("X", os.Getenv("HOME"))
		cmd := exec.Command("convert", names...)
		cmd.Dir = filepath.Join("a", "b")
		slog.InfoContext(ctx, "saved", "at", time.Now(), "host", req.Host)
		slices.SortFunc(names, func(a, b string) int { return strings.Compare(a, b) })
		s.once.Do(func() { s.now = time.Now })
		mw := multipart.NewWriter(&b)
		if err := mw.WriteField("a", "b"); err != nil {
			return err
		}
		if err := mw.Close(); err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO media VALUES ($1)`, b.Bytes())
		return err
	})
}

// 2 wrong: files, walks, processes, look-ups, mail, rpc.
func (s *Store) Loud(ctx context.Context, dir string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error { // want:file-in-tx
			return err
		}); err != nil {
			return err
		}
		if _, err := net.LookupHost("cdn.example"); err != nil { // want:net-in-tx
			return err
		}
		if err := exec.Command("convert").Run(); err != nil { // want:exec-in-tx
			return err
		}
		var n int
		if err := s.rpc.Call("Thumbs.Make", dir, &n); err != nil { // want:rpc-in-tx
			return err
		}
		if err := smtp.SendMail("mx:25", nil, "", nil, nil); err != nil { // want:mail-in-tx
			return err
		}
		_, err := tx.Exec(`INSERT INTO media VALUES ($1)`, n)
		return err
	})
}

// 3 wrong: a helper with the effect in a literal handed on, once and by sort.
func (s *Store) Handed(ctx context.Context, names []string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		s.once.Do(func() {
			os.Mkdir("media", 0o700) // want:file-in-tx
		})
		slices.SortFunc(names, func(a, b string) int {
			fi, err := os.Stat(a) // want:file-in-tx
			if err != nil {
				return 0
			}
			return int(fi.Size())
		})
		defer func() {
			os.Remove("media") // want:file-in-tx
		}()
		_, err := tx.Exec(`INSERT INTO media VALUES ($1)`, names)
		return err
	})
}

// 4 wrong: the body of the request being served.
func (s *Store) Upload(w http.ResponseWriter, r *http.Request) {
	err := s.tx(r.Context(), func(tx *sql.Tx) error {
		var in struct{ Name string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil { // want:input-in-tx
			return err
		}
		_, err := tx.ExecContext(r.Context(), `INSERT INTO media VALUES ($1)`, in.Name)
		return err
	})
	if err != nil {
		http.Error(w, err.Error(), 500)
	}
}

// 5 right: read before.
func (s *Store) UploadRight(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), 400)
		return
	}
	if err := s.tx(r.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(r.Context(), `INSERT INTO media VALUES ($1)`, b)
		return err
	}); err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	os.WriteFile("last", b, 0o600)
}

// 6 wrong: compressing a stream into a file inside.
func (s *Store) Pack(ctx context.Context, rows []string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		f, err := os.CreateTemp("", "pack") // want:file-in-tx
		if err != nil {
			return err
		}
		var b bytes.Buffer
		zw := gzip.NewWriter(&b)
		for _, r := range rows {
			if _, err := zw.Write([]byte(r)); err != nil { // want:compute-in-tx
				return err
			}
		}
		if _, err := f.Write(b.Bytes()); err != nil { // want:file-in-tx
			return err
		}
		_, err = tx.Exec(`INSERT INTO packs VALUES ($1)`, b.Bytes())
		return err
	})
}
