package xorm

import (
	"context"
	"time"

	"xorm.io/xorm"
)

type item struct {
	ID   int64
	Name string
}

var engine *xorm.Engine

func right(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.Insert(it); err != nil {
		return err
	}
	if _, err := sess.ID(it.ID).Cols("name").Update(it); err != nil {
		return err
	}
	if _, err := sess.Where("id = ?", it.ID).Get(it); err != nil {
		return err
	}
	return sess.Commit()
}

// Before Begin a session is none.
func before(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if _, err := sess.ID(it.ID).Get(it); err != nil {
		return err
	}
	time.Sleep(time.Second)
	if err := sess.Begin(); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	if _, err := sess.Insert(it); err != nil {
		return err
	}
	if err := sess.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err := sess.Insert(it)
	return err
}

func leaks(it *item) error {
	sess := engine.NewSession()
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.Insert(it); err != nil {
		return err // want:missing-rollback
	}
	return sess.Commit()
}

func rollsBack(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.Insert(it); err != nil {
		_ = sess.Rollback()
		return err
	}
	return sess.Commit()
}

func pool(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := engine.ID(it.ID).Get(it); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := engine.Insert(it); err != nil { // want:pool-in-tx
		return err
	}
	return sess.Commit()
}

func runs(it *item) error {
	_, err := engine.Transaction(func(sess *xorm.Session) (any, error) {
		if _, err := sess.Insert(it); err != nil {
			return nil, err
		}
		time.Sleep(time.Second)                      // want:sleep-in-tx
		if _, err := engine.Insert(it); err != nil { // want:pool-in-tx
			return nil, err
		}
		return nil, nil
	})
	return err
}

// The runner of the user's.
func withTx(ctx context.Context, fn func(sess *xorm.Session) error) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if err := fn(sess.Context(ctx)); err != nil {
		return err
	}
	return sess.Commit()
}

func callsRunner(ctx context.Context, it *item) error {
	return withTx(ctx, func(sess *xorm.Session) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := sess.Insert(it)
		return err
	})
}

// A second Begin joins.
func joins(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.Insert(it); err != nil {
		return err
	}
	return sess.Commit()
}

// One on another session does not.
func another(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	other := engine.NewSession()
	defer other.Close()
	if err := other.Begin(); err != nil { // want:nested-begin
		return err
	}
	if err := other.Commit(); err != nil {
		return err
	}
	return sess.Commit()
}

// Who called has the session, and ends it.
func begins(sess *xorm.Session) error { return sess.Begin() }

func forgets(it *item) error {
	sess := engine.NewSession()
	if err := sess.Begin(); err != nil { // want:missing-rollback
		return err
	}
	_, err := sess.Insert(it)
	return err
}

// What takes a session may be handed one without a transaction.
func insert(sess *xorm.Session, it *item) error {
	time.Sleep(time.Second)
	_, err := sess.Insert(it)
	return err
}

func insertsInside(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if err := insert(sess, it); err != nil { // want:sleep-in-tx
		return err
	}
	return sess.Commit()
}

func insertsOutside(it *item) error {
	sess := engine.NewSession()
	defer sess.Close()
	return insert(sess, it)
}

// xorm calls AfterInsert when the transaction has ended.
func (it *item) AfterInsert() { time.Sleep(time.Second) }
