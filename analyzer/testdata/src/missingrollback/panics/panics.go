// Package panics leaves its transactions by panics and by the end of the process.
package panics

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: the process ends.
func fatal(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		log.Fatalf("insert: %v", err)
	}
	if id == 0 {
		fmt.Fprintln(os.Stderr, "empty order")
		os.Exit(1)
	}
	if err := tx.Commit(); err != nil {
		log.Fatalln(err)
	}
}

// Right: a panic is no exit.
func panics(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		panic(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		panic(err)
	}
	if id == 0 {
		log.Panicf("order %d", id)
	}
	if err := tx.Commit(); err != nil {
		panic(err)
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// Right: a function that panics on every error.
func checked(db *sql.DB, id int64) {
	tx, err := db.Begin()
	check(err)
	_, err = tx.Exec(insert, id)
	check(err)
	check(tx.Commit())
}

func die(format string, args ...any) {
	log.Printf(format, args...)
	os.Exit(2)
}

// Right: a function of this package that never returns.
func dies(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		die("insert: %v", err)
	}
	return tx.Commit()
}

// Right: the test and the goroutine end.
func inTest(t *testing.T, db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		t.Fatalf("insert: %v", err)
	}
	if id == 0 {
		t.Skip("empty order")
	}
	if id < 0 {
		t.FailNow()
	}
	if id == 1 {
		runtime.Goexit()
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// Right: blocks forever.
func forever(ctx context.Context, db *sql.DB, next func() int64) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return
	}
	for {
		if _, err := tx.ExecContext(ctx, insert, next()); err != nil {
			tx.Rollback()
			return
		}
	}
}

// Wrong: a test goes on after Error.
func inTestError(t *testing.T, db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		t.Error(err)
		return // want:missing-rollback
	}
	if err := tx.Commit(); err != nil {
		t.Error(err)
	}
}

func report(err error) {
	if err == sql.ErrConnDone {
		panic(err)
	}
	log.Print(err)
}

// Wrong: what may panic may also return.
func reports(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		panic(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		report(err)
		return // want:missing-rollback
	}
	check(tx.Commit())
}

// Wrong: log.Print does not end the process.
func prints(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		log.Print(err)
	} else if err := tx.Commit(); err != nil {
		log.Print(err)
	}
} // want:missing-rollback
