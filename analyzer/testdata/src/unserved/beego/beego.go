package beego

import (
	"context"
	"net/http"

	"github.com/beego/beego/v2/client/orm"
)

func right(o orm.Ormer) error {
	tx, err := o.Begin()
	if err != nil {
		return err
	}
	defer tx.RollbackUnlessCommit()
	if _, err := tx.QueryTable("old").Filter("id", 1).Delete(); err != nil {
		return err
	}
	if _, err := tx.Insert(1); err != nil {
		return err
	}
	return tx.Commit()
}

func leaks(o orm.Ormer) error {
	tx, err := o.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Insert(1); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func wrong(o orm.Ormer) error {
	return o.DoTx(func(ctx context.Context, tx orm.TxOrmer) error {
		tx.Insert(1)                           // want:swallowed-error
		if _, err := o.Insert(2); err != nil { // want:pool-in-tx
			return err
		}
		resp, err := http.Get("https://example.com") // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}
