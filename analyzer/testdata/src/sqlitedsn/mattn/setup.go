package mattn

import (
	"context"
	"database/sql"
	"log"
)

type store struct{ db *sql.DB }

func byStatement() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "app.db")
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"); err != nil {
		return nil, err
	}
	return db, nil
}

func byStatementOnAField(s *store) (err error) {
	s.db, err = sql.Open("sqlite3", "app.db")
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(context.Background(), "PRAGMA journal_mode=WAL")
	return err
}

func byQuery() *sql.DB {
	db, err := sql.Open("sqlite3", "app.db")
	if err != nil {
		log.Fatal(err)
	}
	var mode string
	if err := db.QueryRow("PRAGMA journal_mode=wal").Scan(&mode); err != nil {
		log.Fatal(err)
	}
	return db
}

func byConn(ctx context.Context) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "app.db")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, "PRAGMA journal_mode=WAL")
	return db, err
}

func byList() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "app.db")
	if err != nil {
		return nil, err
	}
	for _, p := range []string{"PRAGMA journal_mode=WAL", "PRAGMA busy_timeout=5000"} {
		if _, err := db.Exec(p); err != nil {
			return nil, err
		}
	}
	return db, nil
}

func byHelper() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "app.db")
	if err != nil {
		return nil, err
	}
	return db, configure(context.Background(), db)
}

func configure(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "PRAGMA journal_mode=WAL")
	return err
}

func (s *store) open() (err error) {
	if s.db, err = sql.Open("sqlite3", "app.db"); err != nil {
		return err
	}
	return s.tune()
}

func (s *store) tune() error {
	_, err := s.db.Exec(`
		PRAGMA journal_mode = WAL;`)
	return err
}

func (s *store) openPlain() (err error) {
	if s.db, err = sql.Open("sqlite3", "app.db"); err != nil { // want:sqlite-dsn
		return err
	}
	return s.migrate()
}

func (s *store) migrate() error {
	_, err := s.db.Exec("CREATE TABLE IF NOT EXISTS t (a INTEGER)")
	return err
}

func otherPragma() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "app.db") // want:sqlite-dsn
	if err != nil {
		return nil, err
	}
	_, err = db.Exec("PRAGMA foreign_keys=ON")
	return db, err
}

func otherHandle() (a, b *sql.DB) {
	a, _ = sql.Open("sqlite3", "a.db") // want:sqlite-dsn
	b, _ = sql.Open("sqlite3", "b.db")
	b.Exec("PRAGMA journal_mode=WAL")
	return a, b
}

func onlyAsked() *sql.DB {
	db, _ := sql.Open("sqlite3", "app.db") // want:sqlite-dsn
	var mode string
	db.QueryRow("PRAGMA journal_mode").Scan(&mode)
	return db
}
