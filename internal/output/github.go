package output

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/txlint/txlint/internal/report"
)

// GitHub writes workflow commands: GitHub Actions makes annotations of them,
// which a pull request shows at their lines. Paths are relative to the root of
// the repository.
func GitHub(w io.Writer, log *Log) error {
	out := bufio.NewWriter(w)
	for _, f := range log.Findings {
		var text strings.Builder
		text.WriteString(f.Message)
		for _, s := range f.Related() {
			fmt.Fprintf(&text, "\n%s:%d: %s", filepath.ToSlash(relative(log.Root, s.Position.Filename)), s.Position.Line, s.Message)
		}
		fmt.Fprintf(out, "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n", command(f.Level),
			property(filepath.ToSlash(relative(log.Root, f.Start.Filename))), f.Start.Line, max(f.Start.Column, 1), f.Fin.Line, max(f.Fin.Column, 1),
			property("txlint "+f.Rule), data(text.String()))
	}
	return out.Flush()
}

// command is the workflow command for a level.
func command(l report.Level) string {
	if l == report.Note {
		return "notice"
	}
	return string(l)
}

// data escapes the text of a workflow command, and property one of its
// properties.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
