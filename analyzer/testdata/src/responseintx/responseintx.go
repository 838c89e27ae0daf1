// config: enable=response-in-tx disable=http-in-tx

// Package responseintx answers requests inside transactions.
package responseintx

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type server struct {
	db   *sql.DB
	page *template.Template
}

func touch(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE stats SET n = n + 1")
	return err
}

func writeJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(v)
}

// onError: http.Error while the transaction is open.
func (s *server) onError(w http.ResponseWriter, r *http.Request) {
	tx, err := s.db.BeginTx(r.Context(), nil)
	if err != nil {
		http.Error(w, "sorry", http.StatusInternalServerError)
		return
	}
	defer tx.Rollback()
	if err := touch(r.Context(), tx); err != nil {
		http.Error(w, "sorry", http.StatusInternalServerError) // want:response-in-tx
		return
	}
	if err := tx.Commit(); err != nil {
		http.Error(w, "sorry", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// eachWay: the ways to write one.
func (s *server) eachWay(w http.ResponseWriter, r *http.Request, tx *sql.Tx) {
	w.WriteHeader(http.StatusOK)                                 // want:response-in-tx
	_, _ = w.Write([]byte("done"))                               // want:response-in-tx
	fmt.Fprintln(w, "done")                                      // want:response-in-tx
	_, _ = io.WriteString(w, "done")                             // want:response-in-tx
	_ = json.NewEncoder(w).Encode("done")                        // want:response-in-tx
	_ = s.page.Execute(w, nil)                                   // want:response-in-tx
	http.Redirect(w, r, "/", http.StatusSeeOther)                // want:response-in-tx
	http.NotFound(w, r)                                          // want:response-in-tx
	_ = writeJSON(w, "done")                                     // want:response-in-tx
	http.SetCookie(w, &http.Cookie{Name: "seen", Value: "true"}) // a header
	if err := touch(r.Context(), tx); err != nil {
		panic(err)
	}
}

// inCallback: the runner has not committed.
func (s *server) inCallback(w http.ResponseWriter, r *http.Request) {
	err := s.inTx(r.Context(), func(tx *sql.Tx) error {
		if err := touch(r.Context(), tx); err != nil {
			return err
		}
		return writeJSON(w, "done") // want:response-in-tx
	})
	if err != nil {
		http.Error(w, "sorry", http.StatusInternalServerError)
	}
}

func (s *server) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// byGin: a context of gin.
func (s *server) byGin(c *gin.Context) {
	tx, err := s.db.BeginTx(c, nil)
	if err != nil {
		c.JSON(http.StatusInternalServerError, "sorry")
		return
	}
	defer tx.Rollback()
	if err := touch(c, tx); err != nil {
		c.AbortWithStatus(http.StatusInternalServerError) // want:response-in-tx
		return
	}
	c.JSON(http.StatusOK, "done") // want:response-in-tx
	if err := tx.Commit(); err != nil {
		return
	}
}

// byEcho: a context of echo.
func (s *server) byEcho(c echo.Context) error {
	err := s.inTx(context.Background(), func(tx *sql.Tx) error {
		if err := touch(context.Background(), tx); err != nil {
			return err
		}
		return c.JSON(http.StatusOK, "done") // want:response-in-tx
	})
	if err != nil {
		return errors.Join(err, c.NoContent(http.StatusInternalServerError))
	}
	return c.NoContent(http.StatusNoContent)
}

// recorded: a recorder keeps what is written.
func recorded(ctx context.Context, tx *sql.Tx) error {
	w := httptest.NewRecorder()
	fmt.Fprintln(w, "done")
	w.WriteHeader(http.StatusOK)
	return touch(ctx, tx)
}

// afterwards: the transaction has ended.
func (s *server) afterwards(w http.ResponseWriter, r *http.Request) {
	err := s.inTx(r.Context(), func(tx *sql.Tx) error { return touch(r.Context(), tx) })
	if err != nil {
		http.Error(w, "sorry", http.StatusInternalServerError)
		return
	}
	_ = writeJSON(w, "done")
}
