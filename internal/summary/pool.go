package summary

import (
	"fmt"
	"go/types"
	"strings"
)

// A PoolUse is a statement, or the opening of a transaction, on a handle that
// a function finds at Loc. It runs outside of any transaction that a caller has
// open, unless that handle is one.
type PoolUse struct {
	Loc
	Opens  bool
	Unless Carrier // a context that may carry what it runs on instead
	Conds  []Cond  // what must hold of the arguments for it to happen
	After  []Loc   // transactions that the function is handed and has ended by then
	Way    []Frame // calls from the function to the statement, at most MaxFrames
}

// A Carrier is an argument that is a context, in which a function looks for a
// handle before it takes another. The zero value is none.
type Carrier struct {
	Is  bool
	Arg int
	Key string // under which it looks, see Wrapped; "" when not known
}

// Wrapped is the step of a path into a value that wraps another one: a context
// that carries it under a key, "" when that is not known.
func Wrapped(key string) string { return ".(wrapped" + key + ")" }

// Shown renders a path for people: without the names of keys.
func Shown(path string) string {
	before, rest, ok := strings.Cut(path, ".(wrapped")
	if !ok {
		return path
	}
	_, rest, _ = strings.Cut(rest, ")")
	return before + ".(wrapped)" + Shown(rest)
}

// CutWrapped cuts such a step off the front of a path.
func CutWrapped(path string) (key, rest string, ok bool) {
	step, ok := strings.CutPrefix(path, ".(wrapped")
	if !ok {
		return "", "", false
	}
	return strings.Cut(step, ")")
}

// WrappedKey is the inverse of Wrapped. It reports whether a path ends in such a
// step.
func WrappedKey(path string) (key string, ok bool) {
	i := strings.LastIndex(path, ".(wrapped")
	if i < 0 || !strings.HasSuffix(path, ")") {
		return "", false
	}
	return path[i+len(".(wrapped") : len(path)-1], true
}

// A Giving says that a result of a function holds, at a path of fields, what
// its callers find at From: a getter, or the constructor of what works on a
// pool.
type Giving struct {
	Result int
	Path   string
	From   Loc
	Unless Carrier // a context that may carry what it holds instead
}

// An Alike says of a type that what it holds at two paths of fields is the same
// handle in every value that its package makes. As is the shorter path.
type Alike struct {
	Path, As string
}

// SetAlike stores which fields of a type of the package are alike.
func (p *Package) SetAlike(tn *types.TypeName, alike []Alike) { p.alike[tn] = alike }

// Alike lists the fields of a type that are alike, longest path first.
func (p *Package) Alike(tn *types.TypeName) []Alike {
	if tn.Pkg() == p.pass.Pkg {
		return p.alike[tn]
	}
	if f := p.factOf(tn.Pkg(), tn); f != nil {
		return f.Own.Alike
	}
	return nil
}

// tellPools tells what a summary says of pools.
func (s *Summary) tellPools(b *strings.Builder) {
	for _, u := range s.Pools {
		verb := "executes"
		if u.Opens {
			verb = "begins"
		}
		fmt.Fprintf(b, "%s(%d%s) ", verb, u.Arg, u.Path)
	}
	for _, g := range s.Gives {
		fmt.Fprintf(b, "gives%d%s(%d%s) ", g.Result, g.Path, g.From.Arg, g.From.Path)
	}
	if s.Asks {
		b.WriteString("asks ")
	}
	for _, a := range s.Alike {
		fmt.Fprintf(b, "%s=%s ", a.Path, a.As)
	}
}
