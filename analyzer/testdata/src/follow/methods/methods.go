// Package methods has effects behind methods.
package methods

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type client struct {
	base string
	http *http.Client
}

func (c *client) notify(ctx context.Context, id int64) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base, nil)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// path only builds.
func (c *client) path(id int64) string { return c.base + "/orders" }

type service struct {
	db     *sql.DB
	client *client
	clock  clock
}

// A method of a field, with a pointer receiver.
func (s *service) place(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", s.client.path(1)); err != nil {
		return err
	}
	if err := s.client.notify(ctx, 1); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// A method of the own receiver, two methods away.
func (s *service) cancel(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return err
	}
	if err := s.tell(ctx); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

func (s *service) tell(ctx context.Context) error { return s.tellClient(ctx, s.client) }

func (s *service) tellClient(ctx context.Context, c *client) error { return c.notify(ctx, 0) }

// A value receiver.
type clock struct{ step time.Duration }

func (c clock) wait() { time.Sleep(c.step) }

func (c clock) twice() time.Duration { return 2 * c.step }

func (s *service) pause(tx *sql.Tx) error {
	s.clock.wait() // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO pauses VALUES (?)", s.clock.twice())
	return err
}

// A method of a value that is made on the spot, and of one that a call returns.
func onTheSpot(ctx context.Context, tx *sql.Tx) error {
	clock{time.Second}.wait()                          // want:sleep-in-tx
	newClock().wait()                                  // want:sleep-in-tx
	if err := newClient().notify(ctx, 1); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

func newClock() clock { return clock{time.Second} }

func newClient() *client { return &client{http: http.DefaultClient} }

// A chain of builders over lines, of which the last sends: one finding, where the chain starts.
type request struct{ c *client }

func (c *client) request() *request               { return &request{c} }
func (r *request) header(k, v string) *request    { return r }
func (r *request) send(ctx context.Context) error { return r.c.notify(ctx, 1) }

func chain(ctx context.Context, tx *sql.Tx, c *client) error {
	err := c.request(). // want:http-in-tx
				header("a", "b").
				header("c", "d").
				send(ctx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// The same chain without its end.
func chainWithoutEnd(ctx context.Context, tx *sql.Tx, c *client) (*request, error) {
	r := c.request().
		header("a", "b").
		header("c", "d")
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return r, err
}

// A named type that is no struct.
type addresses []string

func (a addresses) probe() {
	for _, addr := range a {
		_, _ = http.Head(addr)
	}
}

func (a addresses) first() string { return a[0] }

func namedSlice(tx *sql.Tx, a addresses) error {
	a.probe() // want:http-in-tx
	_, err := tx.Exec("INSERT INTO probes VALUES (?)", a.first())
	return err
}

// A method of the same name on another type has no effect.
type recorder struct{ ids []int64 }

func (r *recorder) notify(ctx context.Context, id int64) error {
	r.ids = append(r.ids, id)
	return ctx.Err()
}

func recordOnly(ctx context.Context, tx *sql.Tx, r *recorder) error {
	if err := r.notify(ctx, 1); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// Collected inside, sent after the commit.
func (s *service) collectThenSend(ctx context.Context, r *recorder) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := r.notify(ctx, 7); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, id := range r.ids {
		if err := s.client.notify(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
