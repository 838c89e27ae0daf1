package gocb

import (
	"time"

	"github.com/couchbase/gocb/v2"
)

func runs(c *gocb.Cluster, col *gocb.Collection) error {
	_, err := c.Transactions().Run(func(tx *gocb.TransactionAttemptContext) error {
		time.Sleep(time.Second) // want:sleep-in-tx again
		_, err := tx.Insert(col, "id", 1)
		return err
	}, nil)
	time.Sleep(time.Second)
	return err
}
