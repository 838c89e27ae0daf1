package gclplugin

import (
	"go/token"
	"path/filepath"
	"testing"

	"github.com/txlint/txlint/internal/report"
)

func at(file string, line int) token.Position {
	return token.Position{Filename: filepath.FromSlash(file), Line: line, Column: 1}
}

func TestMessage(t *testing.T) {
	start := at("/src/shop/store.go", 20)
	opener := &report.Step{Position: at("/src/shop/store.go", 12), Message: "opened here"}
	for _, tt := range []struct {
		name    string
		finding report.Finding
		want    string
	}{
		{
			"bare",
			report.Finding{Rule: "bad-directive", Message: "no reason", Start: start},
			"no reason (bad-directive)",
		},
		{
			"effect at the line itself",
			report.Finding{
				Rule: "sleep-in-tx", Message: "sleep", Start: start, Opener: opener,
				Trace: []report.Step{{Position: at("/src/shop/store.go", 20)}},
			},
			"sleep; opened at store.go:12 (sleep-in-tx)",
		},
		{
			"way through another package",
			report.Finding{
				Rule: "http-in-tx", Message: "HTTP request", Start: start, Opener: opener,
				Trace: []report.Step{
					{Position: at("/src/shop/store.go", 20)},
					{Position: at("/src/shop/charge.go", 20)},
					{Position: at("/src/shop/charge.go", 20)},
					{Position: at("/src/shop/pay/client.go", 9)},
				},
			},
			"HTTP request; opened at store.go:12; way: charge.go:20 → pay/client.go:9 (http-in-tx)",
		},
		{
			"branch, and a parent directory's file",
			report.Finding{
				Rule: "missing-rollback", Message: "tx stays open", Start: start,
				Opener:   &report.Step{Position: at("/src/db.go", 3)},
				Branches: []report.Step{{Position: at("/src/shop/store.go", 15), Message: "err is not nil"}},
			},
			"tx stays open; opened at src/db.go:3; store.go:15: err is not nil (missing-rollback)",
		},
		{
			"the opener named already",
			report.Finding{Rule: "missing-rollback", Message: "BeginTx opened it at store.go:12", Start: start, Opener: opener},
			"BeginTx opened it at store.go:12 (missing-rollback)",
		},
		{
			"another line named",
			report.Finding{Rule: "missing-rollback", Message: "see store.go:123", Start: start, Opener: opener},
			"see store.go:123; opened at store.go:12 (missing-rollback)",
		},
		{
			"the finding stands at the opener",
			report.Finding{Rule: "missing-rollback", Message: "never ended", Start: opener.Position, Opener: opener},
			"never ended (missing-rollback)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := message(&tt.finding); got != tt.want {
				t.Errorf("message =\n\t%s\nwant\n\t%s", got, tt.want)
			}
		})
	}
}
