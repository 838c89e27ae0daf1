// Package gormdb opens databases through gorm.
package gormdb

import (
	pure "github.com/glebarez/sqlite"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

func plain() (*gorm.DB, error) {
	return gorm.Open(sqlite.Open("app.db"), &gorm.Config{}) // want:sqlite-dsn
}

func plainPure() (*gorm.DB, error) {
	return gorm.Open(pure.Open("app.db?_journal_mode=WAL"), &gorm.Config{}) // want:sqlite-dsn
}

func right() (*gorm.DB, error) {
	return gorm.Open(sqlite.Open("app.db?_journal_mode=WAL"), &gorm.Config{})
}

func rightPure() (*gorm.DB, error) {
	return gorm.Open(pure.Open("app.db?_pragma=journal_mode(WAL)"), &gorm.Config{})
}

func byStatement() (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Open("app.db"), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	return db, db.Exec("PRAGMA journal_mode=WAL").Error
}

func bySQL() (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Open("app.db"), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	sqlDB, err := db.DB()
	if err != nil {
		return nil, err
	}
	_, err = sqlDB.Exec("PRAGMA journal_mode=WAL")
	return db, err
}

func inMemory() (*gorm.DB, error) {
	return gorm.Open(sqlite.Open("file::memory:?cache=shared"), &gorm.Config{})
}
