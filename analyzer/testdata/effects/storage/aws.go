package storage

import (
	"context"
	"database/sql"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s31 "github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/s3/s3iface"
	"github.com/aws/aws-sdk-go/service/s3/s3manager"
)

// Of the services of AWS, S3 stores. A link is signed without asking.
func byS3(ctx context.Context, tx *sql.Tx, cfg aws.Config) error {
	c := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	if _, err := s3.NewPresignClient(c).PresignGetObject(ctx, &s3.GetObjectInput{}); err != nil {
		return err
	}
	if _, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("bills")}); err != nil { // want:storage-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.DeleteObject(ctx, &s3.DeleteObjectInput{})
	return err
}

func byS3Pages(ctx context.Context, tx *sql.Tx, c *s3.Client) error {
	p := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{})
	_, err := p.NextPage(ctx) // want:storage-in-tx
	return err
}

func byManager(ctx context.Context, tx *sql.Tx, c *s3.Client) error {
	u := manager.NewUploader(c, func(u *manager.Uploader) { u.Concurrency = 2 })
	_, err := u.Upload(ctx, &s3.PutObjectInput{}) // want:storage-in-tx
	return err
}

func byTransferManager(ctx context.Context, tx *sql.Tx, c *s3.Client) error {
	t := transfermanager.New(c)
	_, err := t.UploadObject(ctx, &transfermanager.UploadObjectInput{}) // want:storage-in-tx
	return err
}

func byS31(tx *sql.Tx, c s3iface.S3API) error {
	req, _ := c.GetObjectRequest(&s31.GetObjectInput{})
	if _, err := req.Presign(3600); err != nil {
		return err
	}
	_, err := c.PutObject((&s31.PutObjectInput{}).SetBucket("bills")) // want:storage-in-tx
	return err
}

func byManager1(tx *sql.Tx, c s3iface.S3API) error {
	u := s3manager.NewUploaderWithClient(c)
	_, err := u.Upload(&s3manager.UploadInput{}) // want:storage-in-tx
	return err
}
