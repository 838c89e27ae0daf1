package local

import (
	"context"
	"database/sql"
	"time"
)

// An interface that is embedded in a struct: its method is promoted, the call goes through the interface.
type shop struct {
	Mailer
	name string
}

func (s *shop) greet(tx *sql.Tx) error {
	if err := s.Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO shops VALUES (?)", s.name)
	return err
}

// Asserted to an interface, asserted to a concrete type, switched over.
func asserted(tx *sql.Tx, v any) error {
	if m, ok := v.(Mailer); ok {
		if err := m.Send("a"); err != nil { // want:mail-in-tx
			return err
		}
	}
	if err := v.(*smtpMailer).Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	switch v := v.(type) {
	case *memoryAudit:
		v.Note("a")
	case Audit:
		v.Note("b")
	case realClock:
		v.Wait() // want:sleep-in-tx
	case fixedClock:
		v.Wait()
	}
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// A concrete type behind a local of an interface's type: the interface has the effects of all that are seen.
func concreteBehind(tx *sql.Tx) error {
	fixed := fixedClock{}
	fixed.Wait()
	_, err := tx.Exec("UPDATE users SET at = ?", fixed.Now())
	return err
}

// A slice of an interface's values.
func broadcast(ctx context.Context, db *sql.DB, mailers []Mailer) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, m := range mailers {
		if err := m.Send("a"); err != nil { // want:mail-in-tx
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE users SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, m := range mailers {
		if err := m.Send("b"); err != nil {
			return err
		}
	}
	return nil
}

// An interface of literal form, and one that an alias names.
type alias = Mailer

func literalForm(tx *sql.Tx, m interface{ Send(to string) error }, a alias) error {
	if err := m.Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	if err := a.Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// In a goroutine, and handed to one that calls it there.
func inGoroutine(tx *sql.Tx, m Mailer) error {
	go m.Send("a")
	go func() { _ = m.Send("b") }()
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// An effect behind an interface behind an interface.
type Notice interface{ Deliver() error }

type mailNotice struct{ m Mailer }

func (n mailNotice) Deliver() error { return n.m.Send("a") }

func twoInterfaces(tx *sql.Tx, n Notice) error {
	if err := n.Deliver(); err != nil { // want:mail-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE users SET told = 1")
	return err
}

// An interface whose only implementation opens a short transaction of its own and sleeps outside of it.
type Poller interface{ Poll() error }

type dbPoller struct{ db *sql.DB }

func (p *dbPoller) Poll() error {
	for {
		tx, err := p.db.Begin()
		if err != nil {
			return err
		}
		res, err := tx.Exec("DELETE FROM jobs")
		if err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}

func poll(p Poller) error { return p.Poll() }
