// Package fleet has the defects that people really write.
package fleet

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

var db *sql.DB

type Truck struct {
	ID   int64
	Name string
}

// 1 wrong: a global pool, used by a helper in the transaction.
func byName(name string) (t Truck, err error) {
	err = db.QueryRow(`SELECT id, name FROM trucks WHERE name = $1`, name).Scan(&t.ID, &t.Name)
	return t, err
}

func Add(ctx context.Context, t Truck) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := byName(t.Name); !errors.Is(err, sql.ErrNoRows) { // want:pool-in-tx
		return errors.Join(err, errors.New("known"))
	}
	if _, err := tx.Exec(`INSERT INTO trucks VALUES ($1, $2)`, t.ID, t.Name); err != nil {
		return err
	}
	return tx.Commit()
}

// 2 wrong: the deferred rollback looks at a copy of the error.
func rollbackOn(tx *sql.Tx, err error) {
	if err != nil {
		tx.Rollback()
	}
}

func Retire(ctx context.Context, id int64) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer rollbackOn(tx, err)
	if _, err = tx.Exec(`DELETE FROM trucks WHERE id = $1`, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// 3 right: the same by reference.
func RetireRight(ctx context.Context, id int64) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { rollbackOn(tx, err) }()
	if _, err = tx.Exec(`DELETE FROM trucks WHERE id = $1`, id); err != nil {
		return err
	}
	return tx.Commit()
}

// 4 wrong: a deferred closure that always commits.
func Log(ctx context.Context, line string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { // want:deferred-commit
		if err := tx.Commit(); err != nil {
			log.Print(err)
		}
	}()
	_, err = tx.Exec(`INSERT INTO log VALUES ($1)`, line)
	return err
}

// 5 right: the tx is nil on one branch, and the branch is known.
func Maybe(ctx context.Context, dry bool) error {
	var tx *sql.Tx
	if !dry {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	if dry {
		time.Sleep(time.Second)
		return nil
	}
	if _, err := tx.Exec(`UPDATE trucks SET n = 1`); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// 6 wrong: a line at a time from a reader of a file; decoding in between.
func Import(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sc := bufio.NewScanner(f)
	for sc.Scan() { // want:file-in-tx
		var t Truck
		if err := json.Unmarshal(sc.Bytes(), &t); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO trucks VALUES ($1, $2)`, t.ID, t.Name); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// 7 right: the lines are in memory.
func ImportRight(ctx context.Context, text string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sc := bufio.NewScanner(strings.NewReader(text))
	for sc.Scan() {
		if _, err := tx.Exec(`INSERT INTO trucks (name) VALUES ($1)`, sc.Text()); err != nil {
			return err
		}
	}
	dec := json.NewDecoder(strings.NewReader(text))
	for {
		var t Truck
		if err := dec.Decode(&t); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// 8 wrong: a goroutine a statement; right: one goroutine that is awaited.
func Parallel(ctx context.Context) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var wg sync.WaitGroup
	errs := make(chan error, 2)
	for _, q := range []string{`UPDATE trucks SET n = 1`, `UPDATE drivers SET n = 1`} {
		wg.Add(1)
		go func() { // want:tx-in-goroutine
			defer wg.Done()
			_, err := tx.ExecContext(ctx, q)
			errs <- err
		}()
	}
	wg.Wait() // want:wait-in-tx
	close(errs)
	for err := range errs { // want:wait-in-tx
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// 9 wrong: the second transaction reads what the first has not committed.
func Nightly(ctx context.Context) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := Add(ctx, Truck{}); err != nil { // want:nested-begin
		return err
	}
	if _, err := tx.Exec(`UPDATE trucks SET n = 1`); err != nil {
		return err
	}
	return tx.Commit()
}

// 10 wrong: after the commit the rows of the transaction are read.
func List(ctx context.Context) (ts []Truck, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT id FROM trucks`) // want:use-after-end
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t Truck
		if err := rows.Scan(&t.ID); err != nil {
			return nil, err
		}
		ts = append(ts, t)
	}
	return ts, rows.Err()
}

// 11 wrong: use after end by a helper, and a second commit.
func touch(tx *sql.Tx) error {
	_, err := tx.Exec(`UPDATE trucks SET n = 1`)
	return err
}

func Twice(ctx context.Context) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := touch(tx); err != nil {
		tx.Rollback()
		return touch(tx) // want:use-after-end
	}
	if err := tx.Commit(); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit() // want:use-after-end
}

// 12 right: a select on the context, and the process ends.
func Serve(ctx context.Context, in <-chan Truck) {
	for t := range in {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := tx.Exec(`INSERT INTO trucks VALUES ($1, $2)`, t.ID, t.Name); err != nil {
			log.Fatalf("insert: %v", err)
		}
		if err := tx.Commit(); err != nil {
			log.Fatal(err)
		}
		http.Get("http://truck.local/" + fmt.Sprint(t.ID))
	}
}

// 13 wrong: a session that begins by a method, and ends by another.
type session struct{ tx *sql.Tx }

func (s *session) begin() (err error) {
	s.tx, err = db.Begin()
	return err
}

func (s *session) end(err error) error {
	if err != nil {
		s.tx.Rollback()
		return err
	}
	return s.tx.Commit()
}

func Session(ctx context.Context) error {
	s := &session{}
	if err := s.begin(); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return s.end(touch(s.tx))
}

func SessionWrong(ctx context.Context) error {
	s := &session{}
	if err := s.begin(); err != nil {
		return err
	}
	if err := touch(s.tx); err != nil {
		return err // want:missing-rollback
	}
	return s.end(nil)
}
