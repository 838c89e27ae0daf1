// Package mail has mails sent inside and outside of transactions.
package mail

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/smtp"
	"net/textproto"
)

// The mail is out, whether the commit succeeds or not.
func sendBeforeCommit(ctx context.Context, db *sql.DB, addr, to string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO users VALUES (?)", to); err != nil {
		return err
	}
	if err := smtp.SendMail(addr, nil, "shop@example.com", []string{to}, []byte("welcome")); err != nil { // want:mail-in-tx
		return err
	}
	return tx.Commit()
}

// Step by step through a client; dialling a mail server is mail's, not net's.
func stepByStep(tx *sql.Tx, addr, to string) error {
	c, err := smtp.Dial(addr) // want:mail-in-tx
	if err != nil {
		return err
	}
	if err := c.Mail("shop@example.com"); err != nil { // want:mail-in-tx
		return err
	}
	if err := c.Rcpt(to); err != nil { // want:mail-in-tx
		return err
	}
	if err := c.Quit(); err != nil { // want:mail-in-tx
		return err
	}
	_, err = tx.Exec("UPDATE users SET told = 1")
	return err
}

// The error branch of a deferred rollback is still inside.
func tellSupport(ctx context.Context, db *sql.DB, addr string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM users"); err != nil {
		if err := smtp.SendMail(addr, nil, "shop@example.com", []string{"support@example.com"}, []byte(err.Error())); err != nil { // want:mail-in-tx
			return err
		}
		return err
	}
	return tx.Commit()
}

// After the commit.
func sendAfterCommit(ctx context.Context, db *sql.DB, addr, to string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO users VALUES (?)", to); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return smtp.SendMail(addr, nil, "shop@example.com", []string{to}, []byte("welcome"))
}

// Composing a mail in memory, with credentials that are only made.
func compose(tx *sql.Tx, to string) error {
	parsed, err := netmail.ParseAddress(to)
	if err != nil {
		return err
	}
	auth := smtp.PlainAuth("", "shop", "secret", "mail.example.com")
	var msg bytes.Buffer
	fmt.Fprintf(&msg, "To: %s\r\nSubject: welcome\r\n\r\n", parsed)
	parts := multipart.NewWriter(&msg)
	part, err := parts.CreatePart(textproto.MIMEHeader{"Content-Type": {"text/plain"}})
	if err != nil {
		return err
	}
	qp := quotedprintable.NewWriter(part)
	if _, err := qp.Write([]byte("Grüße")); err != nil {
		return err
	}
	if err := qp.Close(); err != nil {
		return err
	}
	if err := parts.Close(); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO outbox VALUES (?, ?)", msg.Bytes(), auth != nil)
	return err
}

// An outbox row is a statement, whatever the function is called.
func sendMail(ctx context.Context, tx *sql.Tx, to string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO mails (recipient, state) VALUES (?, 'queued')", to)
	return err
}

func queueInside(ctx context.Context, db *sql.DB, to string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := sendMail(ctx, tx, to); err != nil {
		return err
	}
	return tx.Commit()
}

// Nothing is open in this function.
func noTransaction(addr, to string) error {
	return smtp.SendMail(addr, nil, "shop@example.com", []string{to}, []byte("news"))
}
