package request

import (
	"context"
	"database/sql"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

func byAzure(ctx context.Context, tx *sql.Tx, cred azcore.TokenCredential) error {
	c, err := azsecrets.NewClient("https://vault.example.com", cred, nil)
	if err != nil {
		return err
	}
	if _, err := c.GetSecret(ctx, "key", "", nil); err != nil { // want:http-in-tx
		return err
	}
	pages := c.NewListSecretPropertiesPager(nil)
	for pages.More() {
		if _, err := pages.NextPage(ctx); err != nil { // want:http-in-tx
			return err
		}
	}
	return nil
}
