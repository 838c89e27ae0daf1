package crdb

import (
	"context"
	"database/sql"
	"time"

	"github.com/cockroachdb/cockroach-go/v2/crdb"
	"github.com/cockroachdb/cockroach-go/v2/crdb/crdbgorm"
	"github.com/cockroachdb/cockroach-go/v2/crdb/crdbpgxv5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"
)

func right(ctx context.Context, db *sql.DB) error {
	err := crdb.ExecuteTx(ctx, db, nil, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE items SET a = 1`)
		return err
	})
	time.Sleep(time.Second)
	return err
}

func wrong(ctx context.Context, db *sql.DB) error {
	return crdb.ExecuteTx(ctx, db, nil, func(tx *sql.Tx) error {
		if _, err := db.ExecContext(ctx, `UPDATE items SET a = 1`); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx again
		_, err := tx.ExecContext(ctx, `UPDATE items SET a = 1`)
		return err
	})
}

func withPgx(ctx context.Context, pool *pgxpool.Pool) error {
	return crdbpgx.ExecuteTx(ctx, pool, pgx.TxOptions{}, func(tx pgx.Tx) error {
		if _, err := pool.Exec(ctx, `UPDATE items SET a = 1`); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx again
		_, err := tx.Exec(ctx, `UPDATE items SET a = 1`)
		return err
	})
}

func withGorm(ctx context.Context, db *gorm.DB) error {
	return crdbgorm.ExecuteTx(ctx, db, nil, func(tx *gorm.DB) error {
		time.Sleep(time.Second) // want:sleep-in-tx again
		return tx.Exec(`UPDATE items SET a = 1`).Error
	})
}
