// Package sqlite stands for the driver: testdata needs its import path.
package sqlite

import "database/sql/driver"

func NewConnector(dsn string) (driver.Connector, error) { return nil, nil }

func RegisterConnectionHook(fn func(dsn string) error) {}
