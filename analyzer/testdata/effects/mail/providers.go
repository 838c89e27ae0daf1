package mail

import (
	"context"
	"database/sql"

	"github.com/keighl/postmark"
	"github.com/mailgun/mailgun-go/v4"
	"github.com/mailjet/mailjet-apiv3-go/v4"
	"github.com/resend/resend-go/v3"
	"github.com/sendgrid/sendgrid-go"
	sgmail "github.com/sendgrid/sendgrid-go/helpers/mail"
)

func bySendgrid(tx *sql.Tx) error {
	m := sgmail.NewSingleEmail(sgmail.NewEmail("shop", "shop@example.com"), "paid", sgmail.NewEmail("ann", "ann@example.com"), "", "")
	c := sendgrid.NewSendClient("key")
	_, err := c.Send(m) // want:mail-in-tx
	return err
}

func bySendgridAPI(tx *sql.Tx) error {
	r := sendgrid.GetRequest("key", "/v3/mail/send", "")
	r.Body = sgmail.GetRequestBody(sgmail.NewV3Mail())
	_, err := sendgrid.API(r) // want:mail-in-tx
	return err
}

func byMailgun(ctx context.Context, tx *sql.Tx) error {
	mg := mailgun.NewMailgun("example.com", "key")
	m := mailgun.NewMessage("shop@example.com", "paid", "", "ann@example.com")
	m.SetHTML("<p>paid</p>")
	_, _, err := mg.Send(ctx, m) // want:mail-in-tx
	return err
}

func byMailgunInterface(ctx context.Context, tx *sql.Tx, mg mailgun.Mailgun, m *mailgun.Message) error {
	if _, _, err := mg.Send(ctx, m); err != nil { // want:mail-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, _, err := mg.Send(ctx, m)
	return err
}

func byMailjet(tx *sql.Tx) error {
	c := mailjet.NewMailjetClient("key", "secret")
	c.SetBaseURL("https://mailjet.example.com")
	_, err := c.SendMailV31(&mailjet.MessagesV31{}) // want:mail-in-tx
	return err
}

func byResend(ctx context.Context, tx *sql.Tx) error {
	c := resend.NewClient("key")
	p := &resend.SendEmailRequest{To: []string{"ann@example.com"}, Subject: "paid"}
	if _, err := c.Emails.Send(p); err != nil { // want:mail-in-tx
		return err
	}
	_, err := c.Emails.SendWithContext(ctx, p) // want:mail-in-tx
	return err
}

func byPostmark(tx *sql.Tx) error {
	c := postmark.NewClient("server", "account")
	_, err := c.SendEmail(postmark.Email{To: "ann@example.com"}) // want:mail-in-tx
	return err
}
