// Package sqlite stands for gorm's dialect on mattn's driver.
package sqlite

import (
	_ "github.com/mattn/go-sqlite3"

	"gorm.io/gorm"
)

func Open(dsn string) gorm.Dialector { return nil }
