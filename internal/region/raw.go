package region

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// On a pinned connection, the text BEGIN opens a transaction, and COMMIT and
// ROLLBACK end it: the connection is the handle, as a session of xorm is.

// rawSite returns the site of a statement that begins a transaction on a
// connection, or nil.
func (a *Analysis) rawSite(s *site, f catalog.Func) *site {
	if f.Stmt == nil || f.Stmt.Late || f.Stmt.SQL < 0 {
		return nil
	}
	obj := a.staticCallee(s.call)
	conn := argument(s.call, obj, f.Stmt.On)
	if conn == nil || a.Cat.Role(conn.Type()) != catalog.Session || verbOf(argument(s.call, obj, f.Stmt.SQL)) != begins {
		return nil
	}
	s.raw, s.state, s.typ = true, conn, conn.Type()
	s.err = ir.ResultOf(s.call, f.Stmt.Err)
	s.pool = a.poolOf(s.call, &summary.Loc{Arg: f.Stmt.On})
	s.opens = modelOpening(&catalog.Open{Tx: catalog.Recv, Err: f.Stmt.Err, Ctx: -1}, obj)
	s.opens.Type = types.TypeString(s.typ, nil)
	return s
}

// rawEnd runs a statement on a connection with a transaction of its own: it
// may be the end.
func (m *machine) rawEnd(b *body, op operation, f *catalog.Stmt, st *state) (ended bool) {
	if !m.site.raw || f.Late || f.SQL < 0 {
		return false
	}
	switch verb := verbOf(argument(op.instr, op.fn, f.SQL)); verb {
	case commits, rollsBack:
		m.use(b.frame, op, *st, endUse(verb == commits))
		m.end(b.frame, st, op.instr, verb == commits)
		return true
	case mayEnd:
		st.escaped = true
	}
	return false
}

// rawHanded hands on a connection with a transaction of its own: what the
// callee executes on it is not known.
func (m *machine) rawHanded(op operation, st *state) {
	for i := catalog.Recv; m.site.raw && i < len(op.args); i++ {
		if s := op.arg(i); s != nil && m.carries(st.env, s, 0) {
			st.escaped = true
		}
	}
}

// borrowed reports whether the value that becomes the transaction belongs to
// who called the function: it is a parameter, or a field of one.
func (s *site) borrowed() bool {
	v := s.state
	for range maxPath {
		switch x := v.(type) {
		case *ssa.Parameter, *ssa.FreeVar, *ssa.Global:
			return true
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.Alloc:
			return ir.Spilled(x) != nil
		default:
			return false
		}
	}
	return false
}

// A verb says what the text of a statement does to a transaction.
type verb int

const (
	executes verb = iota
	begins
	commits
	rollsBack
	mayEnd // one of several, or not known
)

// verbOf reads the text of a statement, where it is a constant.
func verbOf(v ssa.Value) verb {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return mayEnd
	}
	text := strings.TrimRight(strings.TrimSpace(constant.StringVal(c.Value)), "; \t\n")
	words := strings.Fields(strings.ToUpper(text))
	if strings.ContainsRune(text, ';') {
		return severalVerbs(words)
	}
	if len(words) == 0 {
		return executes
	}
	second := ""
	if len(words) > 1 {
		second = words[1]
	}
	switch words[0] {
	case "BEGIN":
		return begins
	case "START":
		if second == "TRANSACTION" {
			return begins
		}
	case "COMMIT", "END":
		if second != "PREPARED" {
			return commits
		}
	case "ROLLBACK", "ABORT":
		if second != "PREPARED" && second != "TO" && !(len(words) > 2 && words[2] == "TO") {
			return rollsBack
		}
	}
	return executes
}

// severalVerbs tells whether several statements in one text may end something.
func severalVerbs(words []string) verb {
	for _, w := range words {
		switch strings.Trim(w, ";") {
		case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT":
			return mayEnd
		}
	}
	return executes
}
