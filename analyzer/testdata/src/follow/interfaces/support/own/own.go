// Package own has what tests put behind its interface in a file of its own.
package own

import (
	"context"
	"database/sql"
)

type provider interface {
	limit() (int, error)
}

func right(ctx context.Context, tx *sql.Tx, p provider) error {
	limit, err := p.limit()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM notes WHERE id > $1", limit)
	return err
}
