package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
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
	_, err = sess.WithTransaction(ctx, func(sc mongo.SessionContext) (interface{}, error) {
		time.Sleep(time.Second) // want:sleep-in-tx again
		return s.items.InsertOne(sc, bson.M{"a": 1})
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) right(ctx context.Context) error {
	return s.client.UseSession(ctx, func(sc mongo.SessionContext) error {
		time.Sleep(time.Second)
		if err := sc.StartTransaction(); err != nil {
			return err
		}
		if _, err := s.items.InsertOne(sc, bson.M{"a": 1}); err != nil {
			_ = sc.AbortTransaction(sc)
			return err
		}
		return sc.CommitTransaction(sc)
	})
}

func (s *store) wrong(ctx context.Context) error {
	sess, err := s.client.StartSession()
	if err != nil {
		return err
	}
	if err := sess.StartTransaction(); err != nil {
		return err
	}
	sc := mongo.NewSessionContext(ctx, sess)
	if _, err := s.items.InsertOne(sc, bson.M{"a": 1}); err != nil {
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return sess.CommitTransaction(ctx)
}
