// Package app passes on what main gives it.
package app

import (
	"database/sql"

	"follow/wiring/domain"
	"follow/wiring/service"
	"follow/wiring/worker"
)

// App has both.
type App struct {
	Service *service.Service
	Worker  *worker.Worker
}

// New wires the first into the service, and the second into the worker.
func New(db *sql.DB, inside, outside domain.Mailer) *App {
	return &App{service.New(db, inside, nil, nil), worker.New(db, outside)}
}
