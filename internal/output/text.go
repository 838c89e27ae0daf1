package output

import (
	"bufio"
	"fmt"
	"go/token"
	"io"

	"github.com/fatih/color"

	"github.com/txlint/txlint/internal/report"
)

// The colours of text output. The library drops them where standard output is
// no terminal, or NO_COLOR is set.
var (
	bold  = color.New(color.Bold)
	faint = color.New(color.Faint)
	tints = map[report.Level]*color.Color{
		report.Error:   color.New(color.FgRed),
		report.Warning: color.New(color.FgYellow),
		report.Note:    color.New(color.FgCyan),
	}
)

// Text writes a line a finding, `file:line:col: message (rule)`, and below it,
// indented, where the transaction was opened, the way to the effect and the
// branches taken.
func Text(w io.Writer, log *Log) error {
	out := bufio.NewWriter(w)
	for _, f := range log.Findings {
		tint := tints[f.Level]
		if tint == nil {
			tint = bold
		}
		at := place(log, f.Start)
		fmt.Fprintf(out, "%s %s %s\n", bold.Sprint(at), f.Message, tint.Sprintf("(%s)", f.Rule))
		for _, s := range f.Related() {
			fmt.Fprintf(out, "\t%s %s\n", faint.Sprint(place(log, s.Position)), s.Message)
		}
	}
	return out.Flush()
}

// place renders a position; a line directive may leave the column open.
func place(log *Log, p token.Position) string {
	p.Filename = relative(log.Dir, p.Filename)
	return p.String() + ":"
}
