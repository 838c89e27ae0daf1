package gorm

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type item struct {
	ID   uint
	Name string
}

type repo struct{ db *gorm.DB }

func (r *repo) right(ctx context.Context, it *item) error {
	tx := r.db.WithContext(ctx).Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer tx.Rollback()
	if err := tx.Create(it).Error; err != nil {
		return err
	}
	if err := tx.Model(&item{}).Where("id = ?", it.ID).Update("name", "b").Error; err != nil {
		return err
	}
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(it).Error; err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return tx.Commit().Error
}

// A chained call keeps the handle: q and sess are the transaction.
func (r *repo) chained(it *item) error {
	tx := r.db.Begin()
	if err := tx.Error; err != nil {
		return err
	}
	sess := tx.Session(&gorm.Session{NewDB: true}).Debug()
	q := sess.Model(&item{})
	q = q.Where("name = ?", it.Name)
	if err := q.Updates(it).Error; err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit().Error; err != nil {
		return err
	}
	time.Sleep(time.Second)
	return r.db.First(it).Error
}

func (r *repo) recovers(it *item) (err error) {
	tx := r.db.Begin()
	defer func() {
		if r := recover(); r != nil {
			tx.Rollback()
			panic(r)
		}
	}()
	if err := tx.Error; err != nil {
		return err
	}
	if err := tx.Create(it).Error; err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit().Error
}

func (r *repo) leaks(it *item) error {
	tx := r.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	if err := tx.Create(it).Error; err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit().Error
}

func (r *repo) pool(it *item) error {
	tx := r.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer tx.Rollback()
	if err := r.db.Create(it).Error; err != nil { // want:pool-in-tx
		return err
	}
	if err := r.db.Model(it).Where("id = ?", it.ID).Update("name", "b").Error; err != nil { // want:pool-in-tx
		return err
	}
	if err := r.byName(it.Name); err != nil { // want:pool-in-tx
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit().Error
}

func (r *repo) byName(name string) error {
	return r.db.Where("name = ?", name).First(&item{}).Error
}

func (r *repo) uncheckedCommit(it *item) error {
	tx := r.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	if err := tx.Create(it).Error; err != nil {
		tx.Rollback()
		return err
	}
	tx.Commit() // want:unchecked-commit
	return nil
}

func (r *repo) swallows(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		tx.Create(it)                             // want:swallowed-error
		if err := tx.Save(it).Error; err != nil { // want:swallowed-error
			return nil
		}
		return tx.Delete(it).Error
	})
}

func (r *repo) runs(ctx context.Context, it *item) error {
	err := r.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := r.db.Create(it).Error; err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		return tx.Model(it).Update("name", "c").Error
	})
	time.Sleep(time.Second)
	return err
}

// A transaction of the transaction is a savepoint, one of the pool is another.
func (r *repo) nests(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Transaction(func(sp *gorm.DB) error {
			return sp.Create(it).Error
		}); err != nil {
			return err
		}
		return r.db.Transaction(func(other *gorm.DB) error { // want:nested-begin
			return other.Create(it).Error
		})
	})
}

func (r *repo) undoes(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		tx.SavePoint("a")
		if err := tx.Create(it).Error; err != nil {
			tx.RollbackTo("a")
		}
		return tx.Save(it).Error
	})
}

// A function that takes a *gorm.DB may be handed the pool: no region by itself.
func create(db *gorm.DB, it *item) error {
	time.Sleep(time.Second)
	return db.Create(it).Error
}

func (r *repo) createsOutside(it *item) error { return create(r.db, it) }

func (r *repo) createsInside(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		return create(tx, it) // want:sleep-in-tx
	})
}

// withTx hands the transaction to repositories that are made for it.
func (r *repo) withTx(tx *gorm.DB) *repo { return &repo{db: tx} }

func (r *repo) save(it *item) error { return r.db.Save(it).Error }

func (r *repo) rebinds(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		if err := r.withTx(tx).save(it); err != nil {
			return err
		}
		return r.save(it) // want:pool-in-tx
	})
}

// Hooks run inside the transaction of the statement, when gorm calls them.
func (it *item) BeforeCreate(tx *gorm.DB) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Create(&item{Name: "audit"}).Error
}

// gorm does not call this one: its signature is another.
func (it *item) AfterDelete(tx *gorm.DB, soft bool) error {
	time.Sleep(time.Second)
	return tx.Create(&item{Name: "audit"}).Error
}

// The closer of the user's: ends by the error.
func finish(tx *gorm.DB, err *error) {
	if *err != nil {
		tx.Rollback()
		return
	}
	*err = tx.Commit().Error
}

func (r *repo) finishes(it *item) (err error) {
	tx := r.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer finish(tx, &err) // want:commit-on-panic
	if err := tx.Create(it).Error; err != nil {
		return err
	}
	return tx.Save(it).Error
}

// The opener of the user's.
func (r *repo) begin() (*gorm.DB, error) {
	tx := r.db.Begin()
	return tx, tx.Error
}

func (r *repo) begins(it *item) error {
	tx, err := r.begin()
	if err != nil {
		return err
	}
	if err := tx.Save(it).Error; err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit().Error
}

// The generic interface of gorm takes the handle.
func (r *repo) generic(ctx context.Context, it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		if _, err := gorm.G[item](r.db).Where("id = ?", 1).First(ctx); err != nil { // want:pool-in-tx
			return err
		}
		return gorm.G[item](tx).Create(ctx, it)
	})
}

// Reading the configuration of the pool is no statement.
func (r *repo) reads(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		if r.db.Dialector.Name() == "sqlite" {
			return nil
		}
		return tx.Create(it).Error
	})
}
