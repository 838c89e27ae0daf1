package request

import (
	"context"
	"database/sql"

	kms "cloud.google.com/go/kms/apiv1"
	"cloud.google.com/go/kms/apiv1/kmspb"
	secretmanager "cloud.google.com/go/secretmanager/apiv1"
	"cloud.google.com/go/secretmanager/apiv1/secretmanagerpb"
	"firebase.google.com/go/v4/auth"
	"google.golang.org/api/drive/v3"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/iterator"
)

func bySecretManager(ctx context.Context, tx *sql.Tx, c *secretmanager.Client) error {
	req := &secretmanagerpb.AccessSecretVersionRequest{Name: "key"}
	_, err := c.AccessSecretVersion(ctx, req) // want:http-in-tx
	return err
}

// A list asks when it is read.
func byIterator(ctx context.Context, tx *sql.Tx, c *kms.KeyManagementClient) error {
	it := c.ListKeyRings(ctx, &kmspb.ListKeyRingsRequest{})
	for {
		_, err := it.Next() // want:http-in-tx
		if err == iterator.Done {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func byDrive(ctx context.Context, tx *sql.Tx, s *drive.Service) error {
	call := s.Files.List().PageSize(10).Fields(googleapi.Field("files(id)")).Context(ctx)
	if _, err := call.Do(); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := call.Do()
	return err
}

func byDrivePages(ctx context.Context, tx *sql.Tx, s *drive.Service) (n int, err error) {
	err = s.Files.List().Pages(ctx, func(l *drive.FileList) error { // want:http-in-tx
		n += len(l.Files)
		return nil
	})
	return n, err
}

// A token is verified with keys that are kept.
func byFirebase(ctx context.Context, tx *sql.Tx, c *auth.Client) error {
	t, err := c.VerifyIDToken(ctx, "token")
	if err != nil {
		return err
	}
	u := (&auth.UserToUpdate{}).Disabled(true)
	_, err = c.UpdateUser(ctx, t.UID, u) // want:http-in-tx
	return err
}
