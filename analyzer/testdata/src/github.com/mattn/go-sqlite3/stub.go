// Package sqlite3 stands for the driver: testdata needs its import path.
package sqlite3
