package publish

import (
	"context"
	"database/sql"

	"github.com/hibiken/asynq"
	"github.com/riverqueue/river"
	"github.com/vgarvardt/gue/v5"
	"github.com/vgarvardt/gue/v5/adapter"
	"go.temporal.io/sdk/client"
)

type ship struct{ Order int }

func (ship) Kind() string { return "ship" }

// What river inserts with the transaction is a row of it.
func byRiver(ctx context.Context, tx *sql.Tx, c *river.Client[*sql.Tx]) error {
	if _, err := c.InsertTx(ctx, tx, ship{1}, nil); err != nil {
		return err
	}
	_, err := c.Insert(ctx, ship{1}, nil) // want:publish-in-tx
	return err
}

func byAsynq(tx *sql.Tx) error {
	c := asynq.NewClient(asynq.RedisClientOpt{Addr: "redis:6379"})
	task := asynq.NewTask("ship", []byte("1"), asynq.MaxRetry(3))
	if _, err := c.Enqueue(task); err != nil { // want:publish-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.Enqueue(task)
	return err
}

func byGue(ctx context.Context, tx *sql.Tx, c *gue.Client, a adapter.Tx) error {
	j := &gue.Job{Type: "ship"}
	if err := c.EnqueueTx(ctx, j, a); err != nil {
		return err
	}
	return c.Enqueue(ctx, j) // want:publish-in-tx
}

func byTemporal(ctx context.Context, tx *sql.Tx, c client.Client) error {
	run, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{TaskQueue: "ship"}, "Ship", 1) // want:publish-in-tx
	if err != nil {
		return err
	}
	_ = run.GetRunID()
	return run.Get(ctx, nil) // want:publish-in-tx
}
