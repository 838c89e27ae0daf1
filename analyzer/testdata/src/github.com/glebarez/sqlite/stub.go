// Package sqlite stands for gorm's dialect on glebarez' driver.
package sqlite

import (
	_ "github.com/glebarez/go-sqlite"

	"gorm.io/gorm"
)

func Open(dsn string) gorm.Dialector { return nil }
