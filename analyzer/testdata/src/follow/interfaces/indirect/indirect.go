// Package indirect imports the adapter only through the service.
package indirect

import (
	"context"
	"database/sql"

	"follow/interfaces/port"
	"follow/interfaces/service"
)

// App has a notifier of its own.
type App struct {
	Orders   *service.Service
	notifier port.Notifier
}

// The mailer's package is imported by an imported package.
func (a *App) update(ctx context.Context, tx *sql.Tx) error {
	if err := a.notifier.Notify(ctx, 1); err != nil { // want:mail-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}
