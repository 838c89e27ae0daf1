package pocketbase

import (
	"time"

	"github.com/pocketbase/pocketbase/core"
)

type service struct{ app core.App }

func (s *service) right(r *core.Record) error {
	err := s.app.RunInTransaction(func(txApp core.App) error {
		if err := txApp.Save(r); err != nil {
			return err
		}
		if _, err := txApp.DB().NewQuery(`DELETE FROM items`).Execute(); err != nil {
			return err
		}
		// A transaction of the transaction is that one.
		return txApp.RunInTransaction(func(inner core.App) error {
			return inner.Delete(r)
		})
	})
	time.Sleep(time.Second)
	return err
}

func (s *service) wrong(r *core.Record) error {
	return s.app.RunInTransaction(func(txApp core.App) error {
		if err := s.app.Save(r); err != nil { // want:pool-in-tx
			return err
		}
		if _, err := s.app.DB().NewQuery(`DELETE FROM items`).Execute(); err != nil { // want:pool-in-tx
			return err
		}
		txApp.Save(r)           // want:swallowed-error
		time.Sleep(time.Second) // want:sleep-in-tx
		return txApp.Delete(r)
	})
}

func (s *service) nested(r *core.Record) error {
	return s.app.RunInTransaction(func(txApp core.App) error {
		return s.app.RunInTransaction(func(other core.App) error { // want:nested-begin
			return other.Save(r)
		})
	})
}

// An app may be the pool.
func save(app core.App, r *core.Record) error {
	time.Sleep(time.Second)
	return app.Save(r)
}

func (s *service) saves(r *core.Record) error {
	if err := save(s.app, r); err != nil {
		return err
	}
	return s.app.RunInTransaction(func(txApp core.App) error {
		return save(txApp, r) // want:sleep-in-tx
	})
}
