package off

import (
	"database/sql"
	"testing"
	"time"
)

// An effect, a leak and bad directives, in a test.
func TestInsert(t *testing.T) {
	db := new(sql.DB)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Millisecond)
	if err := Insert(tx); err != nil {
		return
	}
	//txlint:ignore http-in-tx nothing there
	//txlint:ignor
	tx.Commit()
}
