package request

import (
	"bytes"
	"context"
	"database/sql"
	"strings"

	"github.com/algolia/algoliasearch-client-go/v3/algolia/search"
	"github.com/elastic/go-elasticsearch/v8"
	"github.com/elastic/go-elasticsearch/v8/esapi"
	"github.com/elastic/go-elasticsearch/v8/esutil"
	"github.com/meilisearch/meilisearch-go"
	"github.com/olivere/elastic/v7"
	"github.com/opensearch-project/opensearch-go/v2"
	opensearchapi2 "github.com/opensearch-project/opensearch-go/v2/opensearchapi"
	"github.com/opensearch-project/opensearch-go/v4/opensearchapi"
)

// es.Index is a field: a function.
func byElastic(ctx context.Context, tx *sql.Tx, es *elasticsearch.Client) error {
	if _, err := es.Index("orders", strings.NewReader("{}"), es.Index.WithContext(ctx)); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := es.Index("orders", strings.NewReader("{}"))
	return err
}

func byElasticRequest(ctx context.Context, tx *sql.Tx, es *elasticsearch.Client) error {
	req := esapi.IndexRequest{Index: "orders", Body: bytes.NewReader(nil)}
	_, err := req.Do(ctx, es) // want:http-in-tx
	return err
}

func byElasticTyped(ctx context.Context, tx *sql.Tx, es *elasticsearch.TypedClient) error {
	s := es.Search().Index("orders")
	_, err := s.Do(ctx) // want:http-in-tx
	return err
}

func byElasticBulk(ctx context.Context, tx *sql.Tx) error {
	bi, err := esutil.NewBulkIndexer(esutil.BulkIndexerConfig{Index: "orders"})
	if err != nil {
		return err
	}
	if err := bi.Add(ctx, esutil.BulkIndexerItem{Action: "index"}); err != nil { // want:http-in-tx
		return err
	}
	return bi.Close(ctx) // want:http-in-tx
}

func byOlivere(ctx context.Context, tx *sql.Tx, c *elastic.Client) error {
	q := elastic.NewTermQuery("paid", true)
	s := c.Search().Index("orders").Query(q)
	_, err := s.Do(ctx) // want:http-in-tx
	return err
}

func byOpenSearch2(ctx context.Context, tx *sql.Tx, c *opensearch.Client) error {
	req := opensearchapi2.IndexRequest{Index: "orders"}
	_, err := req.Do(ctx, c) // want:http-in-tx
	return err
}

func byOpenSearch(ctx context.Context, tx *sql.Tx, c *opensearchapi.Client) error {
	_, err := c.Index(ctx, opensearchapi.IndexReq{Index: "orders"}) // want:http-in-tx
	return err
}

func byMeili(tx *sql.Tx) error {
	c := meilisearch.New("https://search.example.com", meilisearch.WithAPIKey("key"))
	_, err := c.Index("orders").Search("paid", &meilisearch.SearchRequest{}) // want:http-in-tx
	return err
}

func byAlgolia(tx *sql.Tx) error {
	i := search.NewClient("app", "key").InitIndex("orders")
	_, err := i.SaveObject(map[string]string{"objectID": "1"}) // want:http-in-tx
	return err
}
