// Package catalog keeps products: gorm.
package catalog

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"libs/services/platform/notify"
)

type Product struct {
	ID    int64
	Name  string
	Price int64
}

type Repo struct{ db *gorm.DB }

func NewRepo(db *gorm.DB) *Repo { return &Repo{db: db} }

func (r *Repo) Save(ctx context.Context, p *Product) error {
	return r.db.WithContext(ctx).Save(p).Error
}

func (r *Repo) ByName(name string) (p Product, err error) {
	err = r.db.Where("name = ?", name).First(&p).Error
	return p, err
}

type Service struct {
	db   *gorm.DB
	repo *Repo
	hook *notify.Webhook
	log  *log.Logger
}

func New(db *gorm.DB, hook *notify.Webhook) *Service {
	return &Service{db: db, repo: NewRepo(db), hook: hook, log: log.Default()}
}

// 1 wrong: a hook with an effect.
func (p *Product) AfterCreate(tx *gorm.DB) error {
	if p.Price == 0 {
		return nil
	}
	resp, err := http.Head("https://cdn.example/purge") // want:http-in-tx
	if err != nil {
		return err
	}
	resp.Body.Close()
	return tx.Create(&Product{Name: p.Name + " (copy)"}).Error
}

// 2 right: a hook that only works on the tx.
func (p *Product) BeforeSave(tx *gorm.DB) (err error) {
	if p.Name == "" {
		return errors.New("no name")
	}
	return tx.Exec(`UPDATE counters SET n = n + 1`).Error
}

// 3 right: the runner.
func (s *Service) Create(ctx context.Context, p *Product) error {
	err := s.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(&Product{}, p.ID).Error; err != nil {
			if !errors.Is(err, gorm.ErrRecordNotFound) {
				return err
			}
		}
		if err := NewRepo(tx).Save(ctx, p); err != nil {
			return err
		}
		return tx.Transaction(func(tx2 *gorm.DB) error {
			return tx2.Model(p).Update("price", 1).Error
		})
	})
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	return s.hook.Send(ctx, notify.Event{Name: "created", ID: p.ID})
}

// 4 wrong: the outer db, the repository on it, dropped errors, an effect.
func (s *Service) CreateWrong(ctx context.Context, p *Product) error {
	return s.db.Transaction(func(tx *gorm.DB) error {
		if _, err := s.repo.ByName(p.Name); err == nil { // want:pool-in-tx
			return errors.New("taken")
		}
		if err := s.db.Create(p).Error; err != nil { // want:pool-in-tx
			return err
		}
		tx.Model(p).Update("price", 1)                                            // want:swallowed-error
		if err := tx.Where("id = ?", p.ID).Delete(&Product{}).Error; err != nil { // want:swallowed-error
			s.log.Print(err)
		}
		if err := s.hook.Send(ctx, notify.Event{Name: "created", ID: p.ID}); err != nil { // want:http-in-tx
			return err
		}
		return tx.Save(p).Error
	})
}

// 5 right: begun by hand, rolled back on every path.
func (s *Service) Rename(p *Product, name string) error {
	tx := s.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer func() {
		if r := recover(); r != nil {
			tx.Rollback()
			panic(r)
		}
	}()
	if err := tx.Model(p).Update("name", name).Error; err != nil {
		tx.Rollback()
		return err
	}
	if res := tx.Exec(`UPDATE search SET name = ?`, name); res.Error != nil || res.RowsAffected == 0 {
		tx.Rollback()
		return res.Error
	}
	return tx.Commit().Error
}

// 6 wrong: one path leaks; the commit's error is dropped.
func (s *Service) Move(p *Product) error {
	tx := s.db.Begin()
	if err := tx.Error; err != nil {
		return err
	}
	var n int64
	if err := tx.Model(&Product{}).Where("name = ?", p.Name).Count(&n).Error; err != nil {
		return err // want:missing-rollback
	}
	if n > 1 {
		tx.Rollback()
		return errors.New("twice")
	}
	if err := tx.Save(p).Error; err != nil {
		tx.Rollback()
		return err
	}
	tx.Commit() // want:unchecked-commit
	return nil
}

// 7 right: gorm hands the error of Begin on to the first statement.
func (s *Service) Drop(p *Product) error {
	tx := s.db.Begin()
	if err := tx.Delete(p).Error; err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit().Error
}

// 8 right: the function takes what may be a pool. Called with the tx it is inside.
func export(db *gorm.DB, path string) error {
	var ps []Product
	if err := db.Find(&ps).Error; err != nil {
		return err
	}
	return os.WriteFile(path, fmt.Append(nil, ps), 0o600)
}

func (s *Service) Export() error { return export(s.db, "all") }

func (s *Service) ExportWrong() error {
	return s.db.Transaction(func(tx *gorm.DB) error {
		return export(tx, "all") // want:file-in-tx
	})
}

// 9 wrong: a builder chain from the outer db.
func (s *Service) Reprice(factor int) error {
	q := s.db.Model(&Product{}).Where("price > ?", 0)
	return s.db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`LOCK TABLE products`).Error; err != nil {
			return err
		}
		return q.Update("price", gorm.Expr("price * ?", factor)).Error // want:pool-in-tx
	})
}

// 10 right: a chain on the tx in a loop of branches, and a scope.
func (s *Service) Search(names []string, cheap bool) (ps []Product, err error) {
	err = s.db.Transaction(func(tx *gorm.DB) error {
		q := tx.Model(&Product{})
		if cheap {
			q = q.Where("price < 10")
		}
		for _, n := range names {
			q = q.Or("name = ?", n)
		}
		return q.Find(&ps).Error
	})
	time.Sleep(time.Millisecond)
	return ps, err
}

// 11 wrong: a service method called with the receiver's pool, and a second transaction.
func (s *Service) Copy(ctx context.Context, p *Product) error {
	return s.db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(p).Error; err != nil {
			return err
		}
		return s.Rename(p, "copy") // want:nested-begin
	})
}

// 12 right: a deferred closure that always rolls back, and a nil-able parameter.
func (s *Service) Fix(tx *gorm.DB, p *Product) error {
	if tx == nil {
		return s.db.Transaction(func(tx *gorm.DB) error { return s.Fix(tx, p) })
	}
	return tx.Save(p).Error
}

// 13 wrong: the transaction's error variable is another one.
func (s *Service) Sync(ps []Product) (err error) {
	tx := s.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			tx.Rollback()
		} else {
			err = tx.Commit().Error
		}
	}()
	for i := range ps {
		if err := tx.Save(&ps[i]).Error; err != nil {
			return err
		}
	}
	return nil
}

// 14 wrong: a deferred commit.
func (s *Service) Hit(id int64) error {
	tx := s.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer tx.Commit() // want:deferred-commit
	return tx.Exec(`UPDATE products SET hits = hits + 1 WHERE id = ?`, id).Error
}
