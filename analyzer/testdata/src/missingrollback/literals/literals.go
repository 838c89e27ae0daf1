// Package literals opens transactions inside function literals.
package literals

import (
	"database/sql"
	"log"
	"net/http"
	"sync"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: a literal that is called at once bounds the transaction.
func atOnce(db *sql.DB, id int64) error {
	err := func() (err error) {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err = tx.Exec(insert, id); err != nil {
			return err
		}
		return tx.Commit()
	}()
	if err != nil {
		log.Print(err)
	}
	return err
}

// Right: the function around it ends what the literal opened.
func endsOutside(db *sql.DB, id int64) error {
	var tx *sql.Tx
	open := func() (err error) {
		tx, err = db.Begin()
		return err
	}
	if err := open(); err != nil {
		return err
	}
	defer func() { tx.Rollback() }()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the literal ends what the function around it opened.
func endsInside(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	func() {
		if _, err = tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return err
}

// Right: handlers of a factory.
func handler(db *sql.DB) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tx, err := db.BeginTx(r.Context(), nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(r.Context(), insert, 1); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := tx.Commit(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

// Right: a transaction in each goroutine.
func parallel(db *sql.DB, ids []int64) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() {
			tx, err := db.Begin()
			if err != nil {
				return
			}
			defer tx.Rollback()
			if _, err := tx.Exec(insert, id); err != nil {
				return
			}
			if err := tx.Commit(); err != nil {
				log.Print(err)
			}
		})
	}
	wg.Wait()
}

// Right: a local function that calls itself.
func recursive(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var walk func(ids []int64) error
	walk = func(ids []int64) error {
		if len(ids) == 0 {
			return nil
		}
		if _, err := tx.Exec(insert, ids[0]); err != nil {
			return err
		}
		return walk(ids[1:])
	}
	if err := walk(ids); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the return of a handler.
func leakingHandler(db *sql.DB) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tx, err := db.BeginTx(r.Context(), nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if r.URL.Path == "/" {
			http.NotFound(w, r)
			return // want:missing-rollback
		}
		if _, err := tx.ExecContext(r.Context(), insert, 1); err != nil {
			tx.Rollback()
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := tx.Commit(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

// Wrong: the end of a goroutine's literal.
func leakingGoroutine(db *sql.DB, id int64) {
	go func() {
		tx, err := db.Begin()
		if err != nil {
			return
		}
		if _, err := tx.Exec(insert, id); err == nil {
			_ = tx.Commit()
		}
	}() // want:missing-rollback
}

// Wrong: a literal at package level.
var migrate = func(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("CREATE TABLE orders (id int)"); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the literal returns, and the function around it does not end what is left.
func leaksInside(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	func() {
		if _, err = tx.Exec(insert, id); err != nil {
			return
		}
		err = tx.Commit()
	}()
	return err // want:missing-rollback
}

// Wrong: opened by a local function, left open by the one around it.
func leaksOutside(db *sql.DB, id int64) error {
	open := func() (*sql.Tx, error) { return db.Begin() }
	tx, err := open()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
