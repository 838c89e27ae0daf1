package cache

import (
	"context"
	"database/sql"

	"github.com/go-zookeeper/zk"
	"github.com/hashicorp/consul/api"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

func byEtcd(ctx context.Context, tx *sql.Tx, c *clientv3.Client) error {
	if _, err := c.Put(ctx, "order", "paid", clientv3.WithPrevKV()); err != nil { // want:cache-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.Delete(ctx, "order")
	return err
}

func byEtcdTxn(ctx context.Context, tx *sql.Tx, c *clientv3.Client) error {
	t := c.Txn(ctx).If(clientv3.Compare(clientv3.Version("order"), "=", 0)).Then(clientv3.OpPut("order", "paid"))
	_, err := t.Commit() // want:cache-in-tx
	return err
}

func byEtcdMutex(ctx context.Context, tx *sql.Tx, s *concurrency.Session) error {
	m := concurrency.NewMutex(s, "order")
	return m.Lock(ctx) // want:cache-in-tx
}

func byConsul(tx *sql.Tx) error {
	c, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		return err
	}
	_, err = c.KV().Put(&api.KVPair{Key: "order"}, nil) // want:cache-in-tx
	return err
}

func byConsulLock(tx *sql.Tx, c *api.Client) error {
	l, err := c.LockKey("order")
	if err != nil {
		return err
	}
	_, err = l.Lock(nil) // want:cache-in-tx
	return err
}

func byZooKeeper(tx *sql.Tx, c *zk.Conn) error {
	if _, _, err := c.Get("/order"); err != nil { // want:cache-in-tx
		return err
	}
	l := zk.NewLock(c, "/lock", zk.WorldACL(zk.PermAll))
	return l.Lock() // want:cache-in-tx
}
