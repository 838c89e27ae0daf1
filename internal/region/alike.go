package region

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Two fields of a type are alike when every function of its package that fills
// them does so from the same pool: a store's db, and the db of its queries. A
// function that writes one of the two alone, to a value that it has not made
// itself, breaks the tie.

// canonical renames the fields on the way to a handle so that those that are
// alike have one name.
func (sc *Scope) canonical(o origin) origin {
	if !o.known() {
		return o
	}
	o.path = sc.renamed(o.typ(), o.path, maxPath)
	return o
}

// handle names a handle by the pool in it where it is a type of the user's: one
// that stands behind an interface is its only handle.
func (sc *Scope) handle(o origin) origin {
	if !o.known() {
		return o
	}
	if rest := sc.soleLeaf(typeAt(o.typ(), o.path)); rest != "" {
		o.path = sc.renamed(o.typ(), o.path+rest, maxPath)
	}
	return o
}

// typ returns the type of the root.
func (o origin) typ() types.Type {
	if g, ok := o.root.(*ssa.Global); ok {
		return g.Type().Underlying().(*types.Pointer).Elem()
	}
	return o.root.Type()
}

// soleLeaf returns the path to the handle in a type that has one: behind an
// interface such a type stands for its handle.
func (sc *Scope) soleLeaf(t types.Type) string {
	if t == nil || sc.isLeaf(t) {
		return ""
	}
	if paths := sc.leaves(t); len(paths) == 1 {
		return paths[0]
	}
	return ""
}

// typeAt returns the type of what a value of type t holds at a path of fields,
// nil where that is not known.
func typeAt(t types.Type, path string) types.Type {
	for path != "" {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		first, rest, more := strings.Cut(path[1:], ".")
		if path = ""; more {
			path = "." + rest
		}
		t = nil
		for f := range st.Fields() {
			if f.Name() == first {
				t = f.Type()
			}
		}
		if t == nil {
			return nil
		}
	}
	return t
}

// renamed renames a path from a value of type t, step by step.
func (sc *Scope) renamed(t types.Type, path string, steps int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || path == "" || steps == 0 {
		return path
	}
	for _, a := range sc.alike(t) {
		if rest, ok := below(path, a.Path); ok {
			return sc.renamed(t, a.As+rest, steps-1)
		}
	}
	first, rest, _ := strings.Cut(path[1:], ".")
	if rest != "" {
		rest = "." + rest
	}
	for f := range st.Fields() {
		if f.Name() == first {
			return "." + first + sc.renamed(f.Type(), rest, steps)
		}
	}
	return path
}

// alike lists the fields of a type that are, longest path first.
func (sc *Scope) alike(t types.Type) []summary.Alike {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	tn := named.Origin().Obj()
	if sc.program == nil || tn.Pkg() != sc.program.Pass.Pkg {
		return sc.Summaries.Alike(tn)
	}
	sc.ledger.read(tn)
	list, known := sc.alikes[tn]
	if !known {
		sc.asked = append(sc.asked, tn)
		sc.alikes[tn] = nil // while it is worked out, nothing is
		list = sc.findAlike(sc.writers()[tn])
		sc.alikes[tn] = list
	}
	return list
}

// compareAlike finds out anew which fields are alike.
func (sc *Scope) compareAlike() {
	old, asked := sc.alikes, sc.asked
	sc.alikes, sc.asked = map[*types.TypeName][]summary.Alike{}, nil
	for _, tn := range asked {
		if !slices.Equal(sc.alike(tn.Type()), old[tn]) {
			sc.ledger.change(tn)
		}
	}
}

// A filling is what one function writes to the fields of one value.
type filling struct {
	fresh bool // the function made the value: what it leaves out is zero
	dead  map[string]bool
	vals  map[string]ssa.Value // by the name of the field
}

// writers lists the fillings of the types of the package.
func (sc *Scope) writers() map[*types.TypeName][]*filling {
	if sc.fillings != nil {
		return sc.fillings
	}
	sc.fillings = map[*types.TypeName][]*filling{}
	byBase := map[ssa.Value]*filling{}
	for _, fn := range sc.program.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if s, ok := instr.(*ssa.Store); ok {
					sc.fill(s, byBase)
				}
			}
		}
	}
	return sc.fillings
}

// fill files a store to a field.
func (sc *Scope) fill(s *ssa.Store, byBase map[ssa.Value]*filling) {
	fa, ok := s.Addr.(*ssa.FieldAddr)
	if !ok || !sc.mayHold(s.Val.Type()) {
		return
	}
	named, ok := types.Unalias(fa.X.Type().Underlying().(*types.Pointer).Elem()).(*types.Named)
	if !ok {
		return
	}
	base := variable(fa.X)
	f := byBase[base]
	if f == nil {
		f = &filling{fresh: isFresh(fa.X), dead: map[string]bool{}, vals: map[string]ssa.Value{}}
		byBase[base] = f
		tn := named.Origin().Obj()
		sc.fillings[tn] = append(sc.fillings[tn], f)
	}
	name := "." + fieldName(fa.X.Type(), fa.Field)
	if old := f.vals[name]; old != nil && old != s.Val {
		f.dead[name] = true
	}
	f.vals[name] = s.Val
}

// variable returns what tells apart the values that fields are written to: a
// pointer that was loaded from a variable is that variable.
func variable(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		return load.X
	}
	return v
}

// isFresh reports whether an address is of a new value, or of a part of one.
func isFresh(addr ssa.Value) bool {
	switch x := addr.(type) {
	case *ssa.Alloc:
		for _, r := range *x.Referrers() {
			if s, ok := r.(*ssa.Store); ok && s.Addr == ssa.Value(x) {
				return false // a copy
			}
		}
		return true
	case *ssa.FieldAddr:
		return isFresh(x.X)
	case *ssa.UnOp:
		if alloc, ok := x.X.(*ssa.Alloc); ok { // a captured pointer
			if held, _ := ir.OnlyStore(alloc, ""); held != nil {
				return isFresh(held)
			}
		}
	}
	return false
}

// findAlike compares the handles that the fillings of a type put into it.
func (sc *Scope) findAlike(fillings []*filling) []summary.Alike {
	var origins []map[string]origin
	seen := map[string]bool{}
	for _, f := range fillings {
		o := sc.filled(f)
		origins = append(origins, o)
		for path := range o {
			seen[path] = true
		}
	}
	var paths []string
	for path := range seen {
		paths = append(paths, path)
	}
	slices.SortFunc(paths, comparePaths)
	var list []summary.Alike
	for i, p := range paths {
		for _, q := range paths[:i] {
			if tied(p, q, fillings, origins) {
				list = append(list, summary.Alike{Path: p, As: q})
				break
			}
		}
	}
	slices.Reverse(list)
	return list
}

// comparePaths orders paths so that the one that others are named by is first.
func comparePaths(a, b string) int {
	return cmp.Or(cmp.Compare(strings.Count(a, "."), strings.Count(b, ".")), cmp.Compare(a, b))
}

// filled traces the handles that a filling puts into a value.
func (sc *Scope) filled(f *filling) map[string]origin {
	found := map[string]origin{}
	for name, v := range f.vals {
		if f.dead[name] {
			continue
		}
		if sc.isLeaf(v.Type()) {
			found[name] = sc.handle(sc.originOf(v, ""))
			continue
		}
		for _, leaf := range sc.leavesOf(v) {
			found[name+leaf] = sc.handle(sc.originOf(v, leaf))
		}
	}
	return found
}

// tied reports whether two paths hold the same handle in every filling.
func tied(p, q string, fillings []*filling, origins []map[string]origin) bool {
	together := false
	for i, f := range fillings {
		a, b := f.state(p), f.state(q)
		switch {
		case a == untouched && b == untouched, f.fresh && (a == untouched || b == untouched):
		case a == written && b == written && origins[i][p].known() && origins[i][p] == origins[i][q]:
			together = true
		default:
			return false
		}
	}
	return together
}

const (
	untouched = iota
	written
	overwritten
)

// state tells what a filling does to the field that a path begins with.
func (f *filling) state(path string) int {
	first, _, _ := strings.Cut(path[1:], ".")
	switch {
	case f.vals["."+first] == nil:
		return untouched
	case f.dead["."+first]:
		return overwritten
	}
	return written
}

// publishAlike tells other packages which fields are alike.
func (a *Analysis) publishAlike() {
	for tn := range a.writers() {
		if tn.Pkg() == a.prog.Pass.Pkg {
			a.Summaries.SetAlike(tn, a.alike(tn.Type()))
		}
	}
}
