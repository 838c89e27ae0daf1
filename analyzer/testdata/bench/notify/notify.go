// Package notify tells people and programs of orders: an interface, its
// implementations, and decorators around them.
package notify

import (
	"context"
	"fmt"
	"log"
	"net/smtp"
	"os"
	"os/exec"
	"sync"
)

// A Sender delivers one message.
type Sender interface {
	Send(ctx context.Context, to, text string) error
}

// Mail sends by SMTP.
type Mail struct{ Addr, From string }

// Send implements [Sender].
func (m Mail) Send(_ context.Context, to, text string) error {
	return smtp.SendMail(m.Addr, nil, m.From, []string{to}, []byte(text))
}

// Spool appends to a file.
type Spool struct{ Path string }

// Send implements [Sender].
func (s Spool) Send(_ context.Context, to, text string) error {
	f, err := os.OpenFile(s.Path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = fmt.Fprintf(f, "%s: %s\n", to, text)
	return err
}

// Command pipes through a program.
type Command struct{ Name string }

// Send implements [Sender].
func (c Command) Send(ctx context.Context, to, text string) error {
	return exec.CommandContext(ctx, c.Name, to, text).Run()
}

// Discard implements [Sender] without an effect.
type Discard struct{}

// Send implements [Sender].
func (Discard) Send(context.Context, string, string) error { return nil }

// Logged writes a line before it delegates.
type Logged struct{ Sender }

// Send implements [Sender].
func (l Logged) Send(ctx context.Context, to, text string) error {
	log.Printf("to %s", to)
	return l.Sender.Send(ctx, to, text)
}

// All sends to everybody at once, and waits.
func All(ctx context.Context, s Sender, to []string, text string) []error {
	errs := make([]error, len(to))
	var wg sync.WaitGroup
	for i, name := range to {
		wg.Go(func() { errs[i] = s.Send(ctx, name, text) })
	}
	wg.Wait()
	return errs
}

// Later has its effects in a goroutine.
func Later(ctx context.Context, s Sender, to, text string) {
	go func() {
		if err := s.Send(ctx, to, text); err != nil {
			log.Print(err)
		}
	}()
}
