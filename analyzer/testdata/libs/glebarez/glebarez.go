// Package glebarez uses gorm with the SQLite driver that needs no C compiler.
package glebarez

import (
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
)

type item struct{ ID uint }

func open() (*gorm.DB, error) {
	return gorm.Open(sqlite.Open("file:app.db?_pragma=journal_mode(WAL)"), &gorm.Config{})
}

func openWrong() (*gorm.DB, error) {
	return gorm.Open(sqlite.Open("app.db"), &gorm.Config{}) // want:sqlite-dsn
}

func right(db *gorm.DB) error {
	if err := db.Transaction(func(tx *gorm.DB) error { return tx.Create(&item{}).Error }); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return db.Create(&item{}).Error
}

func wrong(db *gorm.DB) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := db.Create(&item{}).Error; err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		return tx.Create(&item{}).Error
	})
}
