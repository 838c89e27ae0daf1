package etcd

import (
	"context"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

type store struct{ client *clientv3.Client }

func (s *store) right(ctx context.Context) error {
	_, err := concurrency.NewSTM(s.client, func(stm concurrency.STM) error {
		if stm.Get("a") == "" {
			stm.Put("a", "1")
		}
		stm.Del("b")
		return nil
	}, concurrency.WithAbortContext(ctx))
	if err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.client.Put(ctx, "a", "2")
	return err
}

// What it is given runs again until nobody was in between.
func (s *store) wrong(ctx context.Context) error {
	_, err := concurrency.NewSTM(s.client, func(stm concurrency.STM) error {
		time.Sleep(time.Second)                                // want:sleep-in-tx again
		if _, err := s.client.Put(ctx, "b", "1"); err != nil { // want:cache-in-tx again
			return err
		}
		stm.Put("a", "1")
		return nil
	})
	return err
}

func (s *store) moves(from, to string) func(concurrency.STM) error {
	return func(stm concurrency.STM) error {
		stm.Put(to, stm.Get(from))
		stm.Del(from)
		return nil
	}
}

func (s *store) move() error {
	_, err := concurrency.NewSTMSerializable(context.TODO(), s.client, s.moves("a", "b"))
	return err
}

// A transaction of the client is one request: nothing runs inside it.
func (s *store) single(ctx context.Context) error {
	txn := s.client.Txn(ctx).If(clientv3.Compare(clientv3.Version("a"), "=", 0)).Then(clientv3.OpPut("a", "1"))
	time.Sleep(time.Second)
	_, err := txn.Commit()
	return err
}

func put(stm concurrency.STM, key string) {
	time.Sleep(time.Second) // want:sleep-in-tx
	stm.Put(key, "1")
}
