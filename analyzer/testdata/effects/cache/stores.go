package cache

import (
	"context"
	"database/sql"

	"cloud.google.com/go/bigquery"
	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodb1 "github.com/aws/aws-sdk-go/service/dynamodb"
	"github.com/gocql/gocql"
	influxdb "github.com/influxdata/influxdb-client-go/v2"
	"gocloud.dev/docstore"
)

// Of the services of AWS, DynamoDB is another store.
func byDynamo(ctx context.Context, tx *sql.Tx, cfg aws.Config) error {
	c := dynamodb.NewFromConfig(cfg)
	_, err := c.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("orders")}) // want:cache-in-tx
	return err
}

func byDynamo1(tx *sql.Tx, c *dynamodb1.DynamoDB) error {
	_, err := c.GetItem(&dynamodb1.GetItemInput{}) // want:cache-in-tx
	return err
}

func byBigQuery(ctx context.Context, tx *sql.Tx, c *bigquery.Client) error {
	q := c.Query("SELECT 1")
	q.DisableQueryCache = true
	it, err := q.Read(ctx) // want:cache-in-tx
	if err != nil {
		return err
	}
	return it.Next(nil) // want:cache-in-tx
}

func byBigQueryInserter(ctx context.Context, tx *sql.Tx, c *bigquery.Client) error {
	return c.Dataset("shop").Table("orders").Inserter().Put(ctx, nil) // want:cache-in-tx
}

func byClickHouse(ctx context.Context, tx *sql.Tx) error {
	c, err := clickhouse.Open(&clickhouse.Options{Addr: []string{"clickhouse:9000"}})
	if err != nil {
		return err
	}
	return c.Exec(ctx, "INSERT INTO orders VALUES (1)") // want:cache-in-tx
}

func byCassandra(tx *sql.Tx, s *gocql.Session) error {
	q := s.Query("INSERT INTO orders (id) VALUES (?)", 1).Consistency(gocql.Quorum)
	return q.Exec() // want:cache-in-tx
}

func byInflux(ctx context.Context, tx *sql.Tx, c influxdb.Client) error {
	p := influxdb.NewPointWithMeasurement("orders").AddField("paid", 1)
	w := c.WriteAPIBlocking("shop", "orders")
	if err := w.WritePoint(ctx, p); err != nil { // want:cache-in-tx
		return err
	}
	_, err := c.QueryAPI("shop").Query(ctx, "orders") // want:cache-in-tx
	return err
}

func byDocstore(ctx context.Context, tx *sql.Tx, c *docstore.Collection) error {
	q := c.Query().Where("paid", "=", true)
	_ = q.Get(ctx)                             // want:cache-in-tx
	return c.Put(ctx, map[string]any{"id": 1}) // want:cache-in-tx
}
