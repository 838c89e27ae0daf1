package reports

import (
	"context"
	"database/sql"
	"testing"
	"time"
)

func TestLeak(t *testing.T) {
	var db *sql.DB
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	tx.Exec(`DELETE FROM reports`)
}
