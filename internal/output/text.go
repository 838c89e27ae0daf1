package output

import (
	"bufio"
	"fmt"
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
		at := fmt.Sprintf("%s:%d:%d:", relative(log.Dir, f.Start.Filename), f.Start.Line, f.Start.Column)
		fmt.Fprintf(out, "%s %s %s\n", bold.Sprint(at), f.Message, tint.Sprintf("(%s)", f.Rule))
		for _, s := range f.Related() {
			p := s.Position
			at := fmt.Sprintf("%s:%d:%d:", relative(log.Dir, p.Filename), p.Line, p.Column)
			fmt.Fprintf(out, "\t%s %s\n", faint.Sprint(at), s.Message)
		}
	}
	return out.Flush()
}
