// Package input waits for persons and peers inside and outside of transactions.
package input

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// A person is asked while others wait for the lock.
func confirm(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM users"); err != nil {
		return err
	}
	fmt.Print("really? ")
	var answer string
	if _, err := fmt.Scanln(&answer); err != nil { // want:input-in-tx
		return err
	}
	if answer != "yes" {
		return nil
	}
	return tx.Commit()
}

// All ways to read standard input.
func standardInput(tx *sql.Tx) error {
	var n int
	if _, err := fmt.Scan(&n); err != nil { // want:input-in-tx
		return err
	}
	if _, err := fmt.Scanf("%d", &n); err != nil { // want:input-in-tx
		return err
	}
	if _, err := fmt.Fscan(os.Stdin, &n); err != nil { // want:input-in-tx
		return err
	}
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil { // want:input-in-tx
		return err
	}
	if _, err := os.Stdin.Read(make([]byte, 1)); err != nil { // want:input-in-tx
		return err
	}
	_, err := io.ReadAll(os.Stdin) // want:input-in-tx
	return err
}

// A loop over the lines that are typed.
func lines(tx *sql.Tx) error {
	typed := bufio.NewScanner(os.Stdin)
	for typed.Scan() { // want:input-in-tx
		if _, err := tx.Exec("INSERT INTO lines VALUES (?)", typed.Text()); err != nil {
			return err
		}
	}
	return typed.Err()
}

type order struct{ ID int64 }

type server struct{ db *sql.DB }

// The body of the request that is being served comes as fast as the client likes.
func (s *server) create(w http.ResponseWriter, r *http.Request) {
	if err := s.store(r); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (s *server) store(r *http.Request) error {
	tx, err := s.db.BeginTx(r.Context(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil { // want:input-in-tx
		return err
	}
	if _, err := tx.ExecContext(r.Context(), "INSERT INTO orders VALUES (?)", o.ID); err != nil {
		return err
	}
	return tx.Commit()
}

// All ways to read the body of a request.
func requestBody(tx *sql.Tx, w http.ResponseWriter, r *http.Request) error {
	if _, err := io.ReadAll(r.Body); err != nil { // want:input-in-tx
		return err
	}
	if _, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1000)); err != nil { // want:input-in-tx
		return err
	}
	if err := r.ParseMultipartForm(1000); err != nil { // want:input-in-tx
		return err
	}
	if _, _, err := r.FormFile("photo"); err != nil { // want:input-in-tx
		return err
	}
	var buf bytes.Buffer
	_, err := io.Copy(&buf, r.Body) // want:input-in-tx
	return err
}

// Decoded before the transaction.
func (s *server) update(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1000)).Decode(&o); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := s.save(r.Context(), o); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (s *server) save(ctx context.Context, o order) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET id = ?", o.ID); err != nil {
		return err
	}
	return tx.Commit()
}

// Forms, headers, cookies and path values are there already, and the response's header is memory.
func requestValues(tx *sql.Tx, w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	id := r.FormValue("id") + r.PathValue("id") + r.URL.Query().Get("id")
	if c, err := r.Cookie("session"); err == nil {
		id += c.Value
	}
	w.Header().Set("X-Agent", r.UserAgent())
	_, err := tx.Exec("INSERT INTO visits VALUES (?)", id)
	return err
}

// Scanning text in memory asks nobody.
func scanText(tx *sql.Tx, text string) error {
	var n int
	if _, err := fmt.Sscan(text, &n); err != nil {
		return err
	}
	if _, err := fmt.Fscan(strings.NewReader(text), &n); err != nil {
		return err
	}
	if _, err := bufio.NewReader(strings.NewReader(text)).ReadString('\n'); err != nil {
		return err
	}
	var o order
	if err := json.NewDecoder(bytes.NewReader([]byte(text))).Decode(&o); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO numbers VALUES (?, ?)", n, o.ID)
	return err
}

// Scan of a row is the database's own work.
func scanRow(ctx context.Context, tx *sql.Tx) (int, error) {
	var n int
	err := tx.QueryRowContext(ctx, "SELECT n FROM counters").Scan(&n)
	return n, err
}

// The answer is asked for before the opening.
func confirmBefore(ctx context.Context, db *sql.DB) error {
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil || answer != "yes\n" {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM users"); err != nil {
		return err
	}
	return tx.Commit()
}
