package jinzhu

import (
	"time"

	"github.com/jinzhu/gorm"
)

type item struct {
	ID   uint
	Name string
}

type repo struct{ db *gorm.DB }

func (r *repo) right(it *item) error {
	tx := r.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	defer tx.RollbackUnlessCommitted()
	if err := tx.Create(it).Error; err != nil {
		return err
	}
	if err := tx.Model(it).Where("id = ?", 1).Update("name", "b").Error; err != nil {
		return err
	}
	return tx.Commit().Error
}

func (r *repo) wrong(it *item) error {
	tx := r.db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	if err := r.db.Create(it).Error; err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	if err := tx.Create(it).Error; err != nil {
		tx.Rollback()
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	tx.Commit()             // want:unchecked-commit
	return nil
}

func (r *repo) runs(it *item) error {
	return r.db.Transaction(func(tx *gorm.DB) error {
		tx.Create(it)                               // want:swallowed-error
		if err := r.db.Save(it).Error; err != nil { // want:pool-in-tx
			return err
		}
		return tx.Transaction(func(tx *gorm.DB) error {
			return tx.Save(it).Error
		})
	})
}

func (it *item) AfterSave(tx *gorm.DB) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Create(&item{}).Error
}

func (it *item) BeforeDelete(scope *gorm.Scope) {
	time.Sleep(time.Second) // want:sleep-in-tx
}

func (it *item) AfterFind() error {
	time.Sleep(time.Second)
	return nil
}
