package appengine

import (
	"context"
	"time"

	"google.golang.org/appengine/v2/datastore"
)

type item struct{ Name string }

func right(ctx context.Context, key *datastore.Key) error {
	err := datastore.RunInTransaction(ctx, func(tc context.Context) error {
		var it item
		if err := datastore.Get(tc, key, &it); err != nil {
			return err
		}
		_, err := datastore.Put(tc, key, &it)
		return err
	}, nil)
	time.Sleep(time.Second)
	return err
}

func wrong(ctx context.Context, key *datastore.Key) error {
	return datastore.RunInTransaction(ctx, func(tc context.Context) error {
		datastore.Delete(tc, key) // want:swallowed-error
		time.Sleep(time.Second)   // want:sleep-in-tx again
		return nil
	}, nil)
}

// What gets the context of outside is not part of the transaction.
func escapes(ctx context.Context, key *datastore.Key) error {
	return datastore.RunInTransaction(ctx, func(tc context.Context) error {
		return datastore.Delete(ctx, key)
	}, nil)
}
