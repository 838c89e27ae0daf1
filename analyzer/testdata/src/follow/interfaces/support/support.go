// Package support calls interfaces behind which tests put something.
package support

import (
	"context"
	"database/sql"

	"follow/interfaces/support/conf"
	"follow/interfaces/support/files"
)

// What is behind it in a program has no effect.
func right(ctx context.Context, tx *sql.Tx, p conf.Provider) error {
	limit, err := p.Limit()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM notes WHERE id > $1", limit)
	return err
}

func wrong(ctx context.Context, tx *sql.Tx, p files.Provider) error {
	limit, err := p.Most() // want:file-in-tx
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM notes WHERE id > $1", limit)
	return err
}
