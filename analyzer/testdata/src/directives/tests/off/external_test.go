package off_test

import (
	"database/sql"
	"testing"
	"time"

	"directives/tests/off"
)

// The same from outside.
func TestInsert(t *testing.T) {
	db := new(sql.DB)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	time.Sleep(time.Millisecond)
	if err := off.Insert(tx); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}
