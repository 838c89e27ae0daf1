package analyzer_test

import "fmt"

// largeShapes are larger than what any person writes, and what generators do
// write. Each has something to find behind all that is large in it.
var largeShapes = []struct {
	name   string
	source string // a file without its package clause
	rule   string // reported in it
	capped int    // functions in which a bound is reached
}{
	{"blocks", begun("a []int", repeat(17_000, "\tif a[%[1]d] > 1 {\n\t\ta[%[1]d] = 2\n\t}\n")+"\ttime.Sleep(1)\n"), "sleep-in-tx", 0},
	{"deferred", deferred(6_000), "sleep-in-tx", 0},
	{"cases", begun("n int", "\tswitch n {\n"+repeat(5_000, "\tcase %d:\n\t\t_, err := tx.Exec(\"DELETE FROM t\")\n\t\treturn err\n")+"\t}\n\ttime.Sleep(1)\n"), "sleep-in-tx", 0},
	{"transactions", transactions(2_000), "missing-rollback", 1},
	{"literal", begun("", "\trows := []struct {\n\t\tid   *int\n\t\ttags []string\n\t\tfn   func() error\n\t}{\n"+repeat(5_000, "\t\t{id: new(%d), tags: []string{\"a\"}, fn: func() error { return nil }},\n")+"\t}\n\ttime.Sleep(time.Duration(len(rows)))\n"), "sleep-in-tx", 0},
	{"data", begun("", "\ttime.Sleep(1)\n") + "\nvar data = []int{\n" + repeat(100_000, "\t%d,\n") + "}\n", "sleep-in-tx", 0},
	{"deep", begun("", "\tif err := f0(tx); err != nil {\n\t\treturn err\n\t}\n") + repeatFunc(10_000, func(i int) string {
		return fmt.Sprintf("\nfunc f%d(tx *sql.Tx) error { return f%d(tx) }\n", i, i+1)
	}) + "\nfunc f10000(tx *sql.Tx) error {\n\ttime.Sleep(1)\n\treturn nil\n}\n", "sleep-in-tx", 0},
	{"mutual", calls(500), "sleep-in-tx", 0},
	{"implementers", implementers(5_000), "sleep-in-tx", 0},
	{"generic", generic(1_000), "sleep-in-tx", 0},
}

// begun is a function with a transaction around a body.
func begun(params, body string) string {
	if params != "" {
		params = ", " + params
	}
	return "\nimport (\n\t\"database/sql\"\n\t\"time\"\n)\n\nfunc F(db *sql.DB" + params + `) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
` + body + "\treturn tx.Commit()\n}\n"
}

// deferred has size ways out of a transaction that a deferred closure ends by
// the error, and as many calls that may panic.
func deferred(size int) string {
	return `
import (
	"database/sql"
	"time"
)

func F(db *sql.DB, a []int, f func(int) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
` + repeat(size, "\tif a[%[1]d] > 1 {\n\t\tif err = f(%[1]d); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n") + "\ttime.Sleep(1)\n\treturn nil\n}\n"
}

// implementers has size types behind one interface, each of which calls the next.
func implementers(size int) string {
	return `
import (
	"database/sql"
	"time"
)

type step interface{ Do(next step) error }

func F(db *sql.DB, s step) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.Do(nil); err != nil {
		return err
	}
	return tx.Commit()
}

type sleeper struct{}

func (sleeper) Do(next step) error {
	time.Sleep(1)
	return nil
}
` + repeat(size, "\ntype step%[1]d struct{}\n\nfunc (step%[1]d) Do(next step) error { return next.Do(next) }\n")
}

// generic has size instances of a generic runner and of a generic type.
func generic(size int) string {
	return `
import (
	"database/sql"
	"time"
)

type box[T any] struct{ value T }

func (b box[T]) get() T { return b.value }

func inTx[T any](db *sql.DB, v T, fn func(*sql.Tx, T) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := fn(tx, v); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
` + repeat(size, `
type value%[1]d struct{ n int }

func F%[1]d(db *sql.DB) error {
	return inTx(db, box[value%[1]d]{}, func(tx *sql.Tx, b box[value%[1]d]) error {
		time.Sleep(1)
		_, err := tx.Exec("DELETE FROM t", b.get().n)
		return err
	})
}
`)
}
