package on

import (
	"database/sql"
	"testing"
	"time"
)

// An effect and directives, in a test.
func TestInsert(t *testing.T) {
	db := new(sql.DB)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	if err := Insert(tx); err != nil {
		t.Fatal(err)
	}
	//txlint:ignore http-in-tx nothing there // want:unused-ignore
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Millisecond)
}
