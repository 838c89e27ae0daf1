package unboundedtx

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func given(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

func served(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tx, err := db.BeginTx(r.Context(), nil)
		if err := use(tx, err); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

func short(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

// exact lasts as long as it may.
func exact(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, key{}, 1), time.Second)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

// inner is the shorter of two.
func inner(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second/2)
	defer cancel()
	ctx, more := context.WithTimeout(ctx, time.Minute)
	defer more()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

// configured lasts as long as somebody has said.
func configured(db *sql.DB, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

func until(db *sql.DB, end time.Time) error {
	ctx, cancel := context.WithDeadline(context.Background(), end)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

// cancelled is cut short by who has the cancel function.
func cancelled(db *sql.DB, stop <-chan struct{}) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-stop
		cancel()
	}()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

func interrupted(db *sql.DB) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

type worker struct {
	ctx context.Context
	db  *sql.DB
}

// kept is somebody else's.
func (w *worker) kept() error {
	tx, err := w.db.BeginTx(w.ctx, nil)
	return use(tx, err)
}

// maybe is one of two, and one of them may end.
func maybe(ctx context.Context, db *sql.DB) error {
	if ctx == nil {
		ctx = context.Background()
	}
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

func (s *store) ownGiven(ctx context.Context) error {
	tx, err := s.begin(ctx)
	return use(tx, err)
}

func (s *store) runShort() error {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM carts")
		return err
	})
}

func limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 200*time.Millisecond)
}

func madeShort(db *sql.DB) error {
	ctx, cancel := limited(context.Background())
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	return use(tx, err)
}

// handed runs on one that others opened.
func handed(tx *sql.Tx) error {
	_, err := tx.ExecContext(context.Background(), "DELETE FROM carts")
	return err
}
