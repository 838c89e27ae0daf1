// Package std has interfaces of the standard library: those that the models don't name are not followed.
package std

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sort"
)

// hook is a writer, a stringer, an error, a handler and a sorter with an effect in every method.
type hook struct{ addr string }

func (h *hook) call() { _, _ = http.Get(h.addr) }

func (h *hook) Write(p []byte) (int, error) {
	h.call()
	return len(p), nil
}

func (h *hook) Read(p []byte) (int, error) {
	h.call()
	return 0, io.EOF
}

func (h *hook) String() string {
	h.call()
	return h.addr
}

func (h *hook) Error() string {
	h.call()
	return h.addr
}

func (h *hook) Unwrap() error {
	h.call()
	return nil
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.call() }

func (h *hook) Len() int           { return 0 }
func (h *hook) Less(i, j int) bool { h.call(); return false }
func (h *hook) Swap(i, j int)      { h.call() }

// Nothing is known of the values behind these interfaces.
func notFollowed(tx *sql.Tx, w io.Writer, r io.Reader, s fmt.Stringer, cause error, handler http.Handler, list sort.Interface) error {
	if _, err := w.Write(nil); err != nil {
		return err
	}
	if _, err := r.Read(nil); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	sort.Sort(list)
	if errors.Is(cause, io.EOF) {
		return fmt.Errorf("%s: %w", s.String(), cause)
	}
	_, err := tx.Exec("INSERT INTO causes VALUES (?)", cause.Error())
	return err
}

// A context and its error.
func contexts(ctx context.Context, tx *sql.Tx) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if v, ok := ctx.Value("k").(fmt.Stringer); ok {
		println(v.String())
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// These are named by the models.
func named(tx *sql.Tx, rt http.RoundTripper, req *http.Request, conn net.Conn, l net.Listener) error {
	if _, err := rt.RoundTrip(req); err != nil { // want:http-in-tx
		return err
	}
	if _, err := conn.Read(nil); err != nil { // want:net-in-tx
		return err
	}
	if _, err := l.Accept(); err != nil { // want:net-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Formatting, encoding and the database call methods of the values that they are handed: not followed either.
func (h *hook) MarshalJSON() ([]byte, error) {
	h.call()
	return []byte("{}"), nil
}

// Value is a driver.Valuer's.
func (h *hook) Value() (driver.Value, error) {
	h.call()
	return h.addr, nil
}

// Scan is a sql.Scanner's.
func (h *hook) Scan(src any) error {
	h.call()
	return nil
}

func handedToLibrary(tx *sql.Tx, h *hook) error {
	body, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if err := tx.QueryRow("SELECT hook FROM hooks WHERE name = ?", fmt.Sprintf("%v %s", h, body)).Scan(h); err != nil {
		return fmt.Errorf("hook: %w", err)
	}
	_, err = tx.Exec("INSERT INTO hooks VALUES (?)", h)
	return err
}

// A method of the concrete type is followed, whatever interfaces it implements.
func concrete(tx *sql.Tx, h *hook) error {
	if _, err := h.Write(nil); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO hooks VALUES (?)", h.addr)
	return err
}
