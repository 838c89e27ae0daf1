// Package storage reads and writes objects of object storage.
package storage

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"time"

	gcs "cloud.google.com/go/storage"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"gocloud.dev/blob"
	apiv1 "google.golang.org/api/storage/v1"
)

func byMinIO(ctx context.Context, tx *sql.Tx, text io.Reader) error {
	c, err := minio.New("minio:9000", &minio.Options{Creds: credentials.NewStaticV4("id", "secret", "")})
	if err != nil {
		return err
	}
	if _, err := c.PresignedGetObject(ctx, "bills", "1", time.Hour, nil); err != nil {
		return err
	}
	if _, err := c.PutObject(ctx, "bills", "1", text, -1, minio.PutObjectOptions{}); err != nil { // want:storage-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return c.RemoveObject(ctx, "bills", "1", minio.RemoveObjectOptions{})
}

// It asks when it is read.
func byMinIOReader(tx *sql.Tx, o *minio.Object) ([]byte, error) {
	return io.ReadAll(o) // want:storage-in-tx
}

func byGCS(ctx context.Context, tx *sql.Tx, c *gcs.Client) error {
	o := c.Bucket("bills").Object("1").If(gcs.Conditions{DoesNotExist: true})
	w := o.NewWriter(ctx)
	w.ContentType = "text/plain"
	if _, err := fmt.Fprintf(w, "paid"); err != nil { // want:storage-in-tx
		return err
	}
	if err := w.Close(); err != nil { // want:storage-in-tx
		return err
	}
	return o.Delete(ctx) // want:storage-in-tx
}

func byGCSReader(ctx context.Context, tx *sql.Tx, b *gcs.BucketHandle) ([]byte, error) {
	if _, err := b.SignedURL("1", nil); err != nil {
		return nil, err
	}
	r, err := b.Object("1").NewReader(ctx) // want:storage-in-tx
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r) // want:storage-in-tx
}

func byGCSObjects(ctx context.Context, tx *sql.Tx, b *gcs.BucketHandle) error {
	it := b.Objects(ctx, &gcs.Query{Prefix: "1"})
	_, err := it.Next() // want:storage-in-tx
	return err
}

func byStorageAPI(tx *sql.Tx, s *apiv1.Service) error {
	_, err := s.Objects.Insert("bills", &apiv1.Object{Name: "1"}).Do() // want:storage-in-tx
	return err
}

func byAzure(ctx context.Context, tx *sql.Tx) error {
	c, err := azblob.NewClientWithNoCredential("https://blob.example.com", nil)
	if err != nil {
		return err
	}
	if _, err := c.UploadBuffer(ctx, "bills", "1", []byte("paid"), nil); err != nil { // want:storage-in-tx
		return err
	}
	b := c.ServiceClient().NewContainerClient("bills").NewBlockBlobClient("1")
	_, err = b.Delete(ctx, nil) // want:storage-in-tx
	return err
}

func byOSS(tx *sql.Tx) error {
	c, err := oss.New("oss.example.com", "id", "secret")
	if err != nil {
		return err
	}
	b, err := c.Bucket("bills")
	if err != nil {
		return err
	}
	return b.PutObject("1", bytes.NewReader(nil)) // want:storage-in-tx
}

func byGoCloud(ctx context.Context, tx *sql.Tx) error {
	b, err := blob.OpenBucket(ctx, "s3://bills") // want:storage-in-tx
	if err != nil {
		return err
	}
	if err := b.WriteAll(ctx, "1", []byte("paid"), nil); err != nil { // want:storage-in-tx
		return err
	}
	w, err := b.NewWriter(ctx, "2", nil)
	if err != nil {
		return err
	}
	return w.Close() // want:storage-in-tx
}
