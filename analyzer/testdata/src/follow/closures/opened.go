package closures

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
)

// The transaction is opened inside a literal that is returned: a handler factory.
func handler(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tx, err := db.BeginTx(r.Context(), nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer tx.Rollback()
		var v struct{ ID int64 }
		if err := json.NewDecoder(r.Body).Decode(&v); err != nil { // want:input-in-tx
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if _, err := tx.ExecContext(r.Context(), "INSERT INTO orders VALUES (?)", v.ID); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := tx.Commit(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusCreated)
	}
}

// The same in the right order: decode, transaction, request, answer.
func mendedHandler(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var v struct{ ID int64 }
		if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		tx, err := db.BeginTx(r.Context(), nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(r.Context(), "INSERT INTO orders VALUES (?)", v.ID); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := tx.Commit(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := ping(); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusCreated)
	}
}

// A literal at package level.
var migrate = func(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "CREATE TABLE t (n int)"); err != nil {
		return err
	}
	return tx.Commit()
}

// Literals in a table of jobs: each has its own transaction.
func jobs(db *sql.DB) []func(context.Context) error {
	return []func(context.Context) error{
		func(ctx context.Context) error {
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if err := ping(); err != nil { // want:http-in-tx
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET n = 1"); err != nil {
				return err
			}
			return tx.Commit()
		},
		func(ctx context.Context) error { return ping() },
	}
}

// A transaction of a literal is not open in the function around it.
func aroundLiteral(ctx context.Context, db *sql.DB) error {
	update := func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE t SET n = 1"); err != nil {
			return err
		}
		return tx.Commit()
	}
	if err := ping(); err != nil {
		return err
	}
	if err := update(); err != nil {
		return err
	}
	return ping()
}
