package analyzer_test

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
)

// TestWideWiring has a server that hands what it is given to a hundred
// handlers, each of which uses it inside a transaction: each is met.
func TestWideWiring(t *testing.T) {
	const handlers = 100
	dir := writeModule(t, map[string]string{
		"go.mod": "module chain\n\ngo 1.26\n",
		"port/port.go": `package port

type Mailer interface{ Send(to string) error }
`,
		"smtp/smtp.go": `package smtp

import "net/smtp"

type Server struct{ Addr string }

func (s *Server) Send(to string) error { return smtp.SendMail(s.Addr, nil, "", []string{to}, nil) }
`,
		"web/web.go": `package web

import (
	"database/sql"

	"chain/port"
)

type Server struct {
	DB     *sql.DB
	Mailer port.Mailer
}
` + repeat(handlers, `
type Handler%[1]d struct {
	db     *sql.DB
	mailer port.Mailer
}

func (s *Server) Handler%[1]d() *Handler%[1]d { return &Handler%[1]d{s.DB, s.Mailer} }

func (h *Handler%[1]d) Serve() error {
	tx, err := h.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := h.mailer.Send("me"); err != nil {
		return err
	}
	return tx.Commit()
}
`),
		"main.go": `package main

import (
	"chain/smtp"
	"chain/web"
)

func main() { _ = &web.Server{Mailer: &smtp.Server{}} }
`,
	})
	if got := mails(t, dir); got != handlers {
		t.Errorf("%d of %d calls are met where the mailer is wired", got, handlers)
	}
}

// mails counts the findings of mail-in-tx in a module.
func mails(t *testing.T, dir string) (n int) {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{})}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for act := range graph.All() {
		for _, d := range act.Diagnostics {
			if act.IsRoot && d.Category == "mail-in-tx" && strings.HasPrefix(act.Package.PkgPath, "chain") {
				n++
			}
		}
	}
	return n
}
