package mongo2

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

type store struct {
	client *mongo.Client
	items  *mongo.Collection
}

func (s *store) runs(ctx context.Context) error {
	sess, err := s.client.StartSession()
	if err != nil {
		return err
	}
	defer sess.EndSession(ctx)
	_, err = sess.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		time.Sleep(time.Second) // want:sleep-in-tx again
		return s.items.InsertOne(ctx, bson.M{"a": 1})
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) right(ctx context.Context) error {
	sess, err := s.client.StartSession()
	if err != nil {
		return err
	}
	defer sess.EndSession(ctx)
	if err := sess.StartTransaction(); err != nil {
		return err
	}
	if _, err := s.items.InsertOne(mongo.NewSessionContext(ctx, sess), bson.M{"a": 1}); err != nil {
		return err
	}
	if err := sess.CommitTransaction(ctx); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func (s *store) wrong(ctx context.Context) error {
	sess, err := s.client.StartSession()
	if err != nil {
		return err
	}
	if err := sess.StartTransaction(); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	if _, err := s.items.InsertOne(mongo.NewSessionContext(ctx, sess), bson.M{"a": 1}); err != nil {
		return err // want:missing-rollback
	}
	return sess.CommitTransaction(ctx)
}

// What gets the context of the callback is part of the transaction.
func (s *store) drops(ctx context.Context, sess *mongo.Session) error {
	_, err := sess.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		s.items.DeleteOne(ctx, bson.M{"a": 1}) // want:swallowed-error
		go func() { <-ctx.Done() }()
		return nil, nil
	})
	return err
}

func (s *store) shares(ctx context.Context, sess *mongo.Session) error {
	_, err := sess.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		go s.items.InsertOne(ctx, bson.M{"a": 1}) // want:tx-in-goroutine
		return s.items.InsertOne(ctx, bson.M{"b": 1})
	})
	return err
}
