package request

import (
	"context"
	"database/sql"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	request1 "github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/aws/session"
	lambda1 "github.com/aws/aws-sdk-go/service/lambda"
)

func byLambda(ctx context.Context, tx *sql.Tx, cfg aws.Config) error {
	c := lambda.NewFromConfig(cfg)
	in := &lambda.InvokeInput{FunctionName: aws.String("charge")}
	if _, err := c.Invoke(ctx, in); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.Invoke(ctx, in)
	return err
}

func byPaginator(ctx context.Context, tx *sql.Tx, c *lambda.Client) error {
	p := lambda.NewListFunctionsPaginator(c, &lambda.ListFunctionsInput{})
	for p.HasMorePages() {
		if _, err := p.NextPage(ctx); err != nil { // want:http-in-tx
			return err
		}
	}
	return nil
}

func byConfig(ctx context.Context, tx *sql.Tx) (aws.Config, error) {
	return config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1")) // want:http-in-tx
}

func byKMS(ctx context.Context, tx *sql.Tx, c *kms.Client) error {
	_, err := c.Decrypt(ctx, &kms.DecryptInput{}) // want:http-in-tx
	return err
}

func bySecrets(ctx context.Context, tx *sql.Tx, c *secretsmanager.Client) error {
	_, err := c.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{}) // want:http-in-tx
	return err
}

// Version 1.
func byLambda1(tx *sql.Tx) error {
	s, err := session.NewSession()
	if err != nil {
		return err
	}
	c := lambda1.New(s)
	in := (&lambda1.InvokeInput{}).SetFunctionName("charge")
	if err := in.Validate(); err != nil {
		return err
	}
	_, err = c.Invoke(in) // want:http-in-tx
	return err
}

func byRequest1(tx *sql.Tx, c *lambda1.Lambda) error {
	var req *request1.Request
	req, _ = c.InvokeRequest(&lambda1.InvokeInput{})
	return req.Send() // want:http-in-tx
}
