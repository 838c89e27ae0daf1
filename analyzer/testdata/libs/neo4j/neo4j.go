package neo4j

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type store struct{ driver neo4j.DriverWithContext }

func (s *store) runs(ctx context.Context) error {
	sess := s.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer sess.Close(ctx)
	_, err := sess.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		time.Sleep(time.Second) // want:sleep-in-tx again
		return tx.Run(ctx, `CREATE (n)`, nil)
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) right(ctx context.Context) error {
	sess := s.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer sess.Close(ctx)
	tx, err := sess.BeginTransaction(ctx)
	if err != nil {
		return err
	}
	defer tx.Close(ctx)
	if _, err := tx.Run(ctx, `CREATE (n)`, nil); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func (s *store) wrong(ctx context.Context) error {
	sess := s.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer sess.Close(ctx)
	tx, err := sess.BeginTransaction(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Run(ctx, `CREATE (n)`, nil); err != nil {
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit(ctx)
}
