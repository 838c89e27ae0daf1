// Package containers wires by a container of dependencies: it is given named
// functions, and hands what they return to whoever takes its type.
package containers

import (
	"database/sql"

	"go.uber.org/dig"
	"go.uber.org/fx"

	"libs/containers/domain"
	"libs/containers/service"
	"libs/containers/smtp"
)

func database() (*sql.DB, error) { return sql.Open("pgx", "") }

func byFx() *fx.App {
	return fx.New(
		fx.Provide(
			database,
			smtp.NewGateway, // want:http-in-tx
			smtp.NewClock,
			smtp.NewBatch,
			fx.Annotate(smtp.New, fx.As(new(domain.Mailer))), // want:mail-in-tx
			service.New,
		),
		fx.Invoke(run),
	)
}

func run(s *service.Service) {}

func byDig() error {
	c := dig.New()
	for _, f := range []any{database, service.New} {
		if err := c.Provide(f); err != nil {
			return err
		}
	}
	if err := c.Provide(smtp.NewGateway); err != nil { // want:http-in-tx
		return err
	}
	if err := c.Provide(smtp.New, dig.As(new(domain.Mailer))); err != nil { // want:mail-in-tx
		return err
	}
	return c.Invoke(run)
}

// own is a constructor of the package that wires: the finding stands in it.
func own() domain.Mailer {
	return smtp.New() // want:mail-in-tx
}

func byOwn() fx.Option { return fx.Provide(own, service.New) }

// alone is given to nobody that takes its type.
type alone interface{ Send(to string) error }

func newAlone() alone { return smtp.New() }

func byAlone() fx.Option { return fx.Provide(newAlone) }
