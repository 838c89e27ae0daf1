package summary

import (
	"fmt"
	"strings"
)

// String tells the summary in one line, for tests.
func (s *Summary) String() string {
	var b strings.Builder
	for _, e := range s.Effects {
		async := ""
		if e.Async {
			async = "go "
		}
		fmt.Fprintf(&b, "%s%s:%s/%d ", async, e.Kind, e.Name, len(e.Way))
	}
	for _, s := range s.Streams {
		fmt.Fprintf(&b, "stream%d:%s ", s.Param, s.Name)
	}
	if len(s.Calls) > 0 {
		fmt.Fprintf(&b, "calls%v ", s.Calls)
	}
	if s.Pure {
		b.WriteString("pure ")
	}
	if s.Never != "" {
		fmt.Fprintf(&b, "never:%s ", s.Never)
	}
	if s.Recovers {
		b.WriteString("recovers ")
	}
	if s.NoReturn != "" {
		fmt.Fprintf(&b, "noreturn:%s ", s.NoReturn)
	}
	if s.Opens != nil {
		b.WriteString("opens ")
	}
	for _, p := range s.Params {
		fmt.Fprintf(&b, "tx(%d%s)", p.Arg, p.Path)
		if p.Stmts {
			b.WriteString("stmts")
		}
		if p.Ends() {
			b.WriteString("ends")
		}
		b.WriteByte(' ')
	}
	for _, r := range s.Runs {
		fmt.Fprintf(&b, "runs%d%s ", r.Callback, r.Field)
	}
	if len(s.Ports) > 0 {
		fmt.Fprintf(&b, "ports%d ", len(s.Ports))
	}
	for _, m := range s.Made {
		fmt.Fprintf(&b, "made%d:%s ", m.Result, m.Type)
	}
	for _, flow := range s.Flows {
		fmt.Fprintf(&b, "flow%d ", flow.Index)
	}
	s.tellPools(&b)
	return strings.TrimSpace(b.String())
}
