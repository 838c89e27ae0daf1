package mail

import (
	"context"
	"database/sql"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	ses1 "github.com/aws/aws-sdk-go/service/ses"
	"google.golang.org/api/gmail/v1"
)

// Of the services of AWS, SES mails.
func bySES(ctx context.Context, tx *sql.Tx, cfg aws.Config) error {
	c := ses.NewFromConfig(cfg)
	in := &ses.SendEmailInput{Source: aws.String("shop@example.com")}
	if _, err := c.SendEmail(ctx, in); err != nil { // want:mail-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.SendEmail(ctx, in)
	return err
}

func bySESv2(ctx context.Context, tx *sql.Tx, cfg aws.Config) error {
	c := sesv2.NewFromConfig(cfg)
	_, err := c.SendEmail(ctx, &sesv2.SendEmailInput{}) // want:mail-in-tx
	return err
}

// What ends in Request makes a request.
func bySESv1(tx *sql.Tx, c *ses1.SES) error {
	in := (&ses1.SendEmailInput{}).SetSource("shop@example.com")
	req, _ := c.SendEmailRequest(in)
	req.SetContext(context.Background())
	_, err := c.SendEmail(in) // want:mail-in-tx
	return err
}

func byGmail(ctx context.Context, tx *sql.Tx, s *gmail.Service) error {
	call := s.Users.Messages.Send("me", &gmail.Message{}).Context(ctx)
	_, err := call.Do() // want:mail-in-tx
	return err
}
