package request

import (
	"context"
	"database/sql"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

func byOAuth(ctx context.Context, tx *sql.Tx, c *oauth2.Config) (*oauth2.Token, error) {
	_ = c.AuthCodeURL("state", oauth2.AccessTypeOffline)
	return c.Exchange(ctx, "code") // want:http-in-tx
}

func bySource(ctx context.Context, tx *sql.Tx, c *oauth2.Config, t *oauth2.Token) (*oauth2.Token, error) {
	src := oauth2.ReuseTokenSource(t, c.TokenSource(ctx, t))
	return src.Token() // want:http-in-tx
}

// A token that is there is not asked for.
func byStaticSource(tx *sql.Tx, t *oauth2.Token) bool { return t.Valid() }

func byCredentials(ctx context.Context, tx *sql.Tx, c *clientcredentials.Config) error {
	_ = c.Client(ctx)
	_, err := c.Token(ctx) // want:http-in-tx
	return err
}

func byOIDC(ctx context.Context, tx *sql.Tx, raw string) error {
	p, err := oidc.NewProvider(ctx, "https://id.example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	v := p.Verifier(&oidc.Config{ClientID: "shop"})
	if _, err := v.Verify(ctx, raw); err != nil { // want:http-in-tx
		return err
	}
	_, err = p.UserInfo(ctx, nil) // want:http-in-tx
	return err
}
