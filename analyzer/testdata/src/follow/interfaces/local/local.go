// Package local has interfaces whose implementations are declared beside them.
package local

import (
	"context"
	"database/sql"
	"net/http"
	"net/smtp"
	"time"
)

// Mailer has one implementation, with an effect.
type Mailer interface{ Send(to string) error }

type smtpMailer struct{ addr string }

func (m *smtpMailer) Send(to string) error {
	return smtp.SendMail(m.addr, nil, "shop@example.com", []string{to}, nil)
}

type service struct {
	db     *sql.DB
	mailer Mailer
	clock  Clock
	audit  Audit
	gate   Gateway
	doer   Doer
}

// The call has the effect of the type that implements it.
func (s *service) signUp(ctx context.Context, to string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO users VALUES (?)", to); err != nil {
		return err
	}
	if err := s.mailer.Send(to); err != nil { // want:mail-in-tx
		return err
	}
	return tx.Commit()
}

// After the commit.
func (s *service) mended(ctx context.Context, to string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO users VALUES (?)", to); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.mailer.Send(to)
}

// As a parameter, as a local, through a helper, as a method value.
func places(tx *sql.Tx, m Mailer) error {
	if err := m.Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	var local Mailer = &smtpMailer{}
	if err := local.Send("b"); err != nil { // want:mail-in-tx
		return err
	}
	if err := sendTwice(m); err != nil { // want:mail-in-tx
		return err
	}
	send := m.Send
	if err := send("c"); err != nil { // want:mail-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

func sendTwice(m Mailer) error {
	if err := m.Send("a"); err != nil {
		return err
	}
	return m.Send("b")
}

// Clock has two implementations, of which one sleeps.
type Clock interface {
	Now() time.Time
	Wait()
}

type realClock struct{}

func (realClock) Now() time.Time { return time.Now() }
func (realClock) Wait()          { time.Sleep(time.Second) }

type fixedClock struct{ at time.Time }

func (c fixedClock) Now() time.Time { return c.at }
func (c fixedClock) Wait()          {}

// The method without an effect is none, the other one may be.
func (s *service) stamp(tx *sql.Tx) error {
	s.clock.Wait() // want:sleep-in-tx
	_, err := tx.Exec("UPDATE users SET at = ?", s.clock.Now())
	return err
}

// Audit has implementations without an effect only.
type Audit interface{ Note(what string) }

type memoryAudit struct{ notes []string }

func (a *memoryAudit) Note(what string) { a.notes = append(a.notes, what) }

type noAudit struct{}

func (noAudit) Note(string) {}

// almostAudit has the effect and a Note, but not the interface's.
type almostAudit struct{}

func (almostAudit) Note(what string) error {
	_, err := http.Get(what)
	return err
}

func (s *service) note(tx *sql.Tx) error {
	s.audit.Note("changed")
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// Gateway is implemented by a type that lacks nothing and one that lacks a method: only whole implementations count.
type Gateway interface {
	Charge(cents int) error
	Refund(cents int) error
}

type half struct{}

func (half) Charge(cents int) error {
	_, err := http.Get("http://example.com")
	return err
}

type testGateway struct{ charged int }

func (g *testGateway) Charge(cents int) error {
	g.charged += cents
	return nil
}

func (g *testGateway) Refund(cents int) error {
	g.charged -= cents
	return nil
}

func (s *service) charge(tx *sql.Tx) error {
	if err := s.gate.Charge(1); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE users SET charged = 1")
	return err
}

// Doer is what everybody calls the part of an HTTP client that is used: *http.Client implements it.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

func (s *service) do(tx *sql.Tx, req *http.Request) error {
	resp, err := s.doer.Do(req) // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// An implementation by an embedded type.
type Notifier interface{ Notify() error }

type base struct{}

func (*base) Notify() error {
	_, err := http.Head("http://example.com")
	return err
}

type derived struct{ base }

func embedded(tx *sql.Tx, n Notifier) error {
	if err := n.Notify(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// An interface that embeds another one, and a function type that implements one.
type Both interface {
	Mailer
	Stats() int
}

type counting struct {
	*smtpMailer
	n int
}

func (c *counting) Stats() int { return c.n }

func both(tx *sql.Tx, b Both) error {
	if err := b.Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE users SET told = ?", b.Stats())
	return err
}

// HandlerFunc adapts a function: what the function does is not known.
type Handler interface{ Handle(id int) error }

type HandlerFunc func(id int) error

func (f HandlerFunc) Handle(id int) error { return f(id) }

func handle(tx *sql.Tx, h Handler) error {
	if err := h.Handle(1); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// A generic interface.
type Source[T any] interface{ Next() (T, error) }

type remote struct{}

func (remote) Next() (int, error) {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func next(tx *sql.Tx, src Source[int]) error {
	n, err := src.Next() // want:http-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO numbers VALUES (?)", n)
	return err
}

// No type has this instance: remote yields ints.
func nextName(tx *sql.Tx, src Source[string]) error {
	name, err := src.Next()
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO names VALUES (?)", name)
	return err
}
