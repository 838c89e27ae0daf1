package analyzer_test

import (
	"fmt"
	"strings"
)

// generatedShapes are what the analysis could be slow at. Each has an effect or
// a leak, so that there is something to find.
var generatedShapes = []struct {
	name   string
	source func(size int) string // a file without its package clause
}{
	{"branches", branches},
	{"flags", flags},
	{"transactions", transactions},
	{"calls", calls},
}

// branches has one transaction and size statements, each behind a condition of
// its own, with an error path of its own.
func branches(size int) string {
	return `import (
	"database/sql"
	"time"
)

func F(db *sql.DB, c []bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			tx.Rollback()
		}
	}()
` + repeat(size, `	if c[%[1]d] {
		if _, err := tx.Exec("UPDATE t SET n = %[1]d"); err != nil {
			return err
		}
	}
`) + `	time.Sleep(1)
	done = true
	return tx.Commit()
}
`
}

// flags has size booleans that are set on a branch and asked later: 2^size
// paths, if they were listed.
func flags(size int) string {
	return `import (
	"database/sql"
	"time"
)

func F(db *sql.DB, c []bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
` + repeat(size, `	f%[1]d := false
	if c[%[1]d] {
		f%[1]d = true
	}
`) + repeat(size, `	if f%[1]d {
		time.Sleep(%[1]d)
	}
`) + `	return tx.Commit()
}
`
}

// transactions has size transactions one after the other; each is left open on
// one path.
func transactions(size int) string {
	return `import "database/sql"

func F(dbs []*sql.DB) error {
` + repeat(size, `	tx%[1]d, err := dbs[%[1]d].Begin()
	if err != nil {
		return err
	}
	if _, err := tx%[1]d.Exec("INSERT INTO t VALUES (%[1]d)"); err != nil {
		return err
	}
	if _, err := tx%[1]d.Exec("DELETE FROM t"); err != nil {
		tx%[1]d.Rollback()
		return err
	}
	if err := tx%[1]d.Commit(); err != nil {
		return err
	}
`) + `	return nil
}
`
}

// calls has size functions that call each other in one large cycle and many
// small ones, with an effect at the far end.
func calls(size int) string {
	return `import (
	"database/sql"
	"time"
)

func F(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f0(tx, 9); err != nil {
		return err
	}
	return tx.Commit()
}
` + repeatFunc(size, func(i int) string {
		last := ""
		if i == size-1 {
			last = "\ttime.Sleep(1)\n"
		}
		return fmt.Sprintf(`
func f%d(tx *sql.Tx, n int) error {
	if n == 0 {
		_, err := tx.Exec("DELETE FROM t")
		return err
	}
%s	if n%%2 == 0 {
		return f%d(tx, n-1)
	}
	return f%d(tx, n-1)
}
`, i, last, (i+1)%size, (i*7+3)%size)
	})
}

// repeat writes format once for each number below n.
func repeat(n int, format string) string {
	return repeatFunc(n, func(i int) string { return fmt.Sprintf(format, i) })
}

func repeatFunc(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}
