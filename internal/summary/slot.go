package summary

import (
	"fmt"
	"go/ast"
	"go/types"
	"hash/fnv"
	"slices"
)

// A Slot is a variable that holds values behind interfaces: a field, a
// parameter, a result, a package-level variable. It stands for its full name,
// so that facts stay small.
type Slot uint32

// Anywhere is the slot of a value of which it is not known where it is kept.
const Anywhere Slot = 0

// hash makes a number of a full name; never zero.
func hash(name string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return max(h.Sum32(), 1)
}

// A slotOwner is the object that a fact about a slot hangs on: a variable, or a
// function with the number of its parameter (1, 2, …) or result (-1, -2, …).
type slotOwner struct {
	obj   types.Object
	index int
}

// A ref is a slot as an expression refers to it; arg is the number of the
// parameter of the declaration around the expression, counted from one, or 0.
type ref struct {
	slot Slot
	arg  int
}

// slots knows where interface values of a package are kept and where they go.
type slots struct {
	next  map[Slot][]Slot // what flows from a slot, directly or as facts tell
	owned map[Slot]slotOwner
	known map[Slot]bool
	sinks []sink

	provided []*types.Func // what the package gives to containers of dependencies

	reached map[Slot]map[Slot]bool
}

func newSlots() slots {
	return slots{next: map[Slot][]Slot{}, owned: map[Slot]slotOwner{}, known: map[Slot]bool{}, reached: map[Slot]map[Slot]bool{}}
}

// flow notes that what one slot holds goes to another.
func (s *slots) flow(from, to Slot) {
	if from != Anywhere && to != Anywhere && from != to && !slices.Contains(s.next[from], to) {
		s.next[from] = append(s.next[from], to)
	}
}

// reach lists all slots that a value gets to from one. It is asked when all
// flows are known.
func (s *slots) reach(from Slot) map[Slot]bool {
	if seen := s.reached[from]; seen != nil {
		return seen
	}
	seen := map[Slot]bool{}
	for stack := []Slot{from}; len(stack) > 0; {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !seen[x] {
			seen[x] = true
			stack = append(stack, s.next[x]...)
		}
	}
	s.reached[from] = seen
	return seen
}

// slot files a slot under its name. Of another package's, facts tell where its
// values go.
func (p *Package) slot(name string, owner slotOwner) Slot {
	s := Slot(hash(name))
	if p.slots.known[s] {
		return s
	}
	p.slots.known[s] = true
	if owner.obj.Pkg() == p.pass.Pkg {
		p.slots.owned[s] = owner
		return s
	}
	for _, flow := range p.toldFlows(owner.obj) {
		if flow.Index == owner.index {
			p.slots.next[s] = flow.To
		}
	}
	return s
}

// toldFlows lists the flows of a function or a variable of another package.
func (p *Package) toldFlows(obj types.Object) []Flow {
	if obj.Pkg() == nil {
		return nil
	}
	if fn, ok := obj.(*types.Func); ok {
		if s := p.toldBy(fn); s != nil {
			return s.Flows
		}
	} else if f := p.factOf(obj.Pkg(), obj); f != nil {
		return f.Own.Flows
	}
	return nil
}

// paramSlot is the slot of a parameter, resultSlot that of a result.
func (p *Package) paramSlot(fn *types.Func, i int) Slot {
	fn = fn.Origin()
	return p.slot(fmt.Sprintf("%s#%d", fn.FullName(), i), slotOwner{fn, i + 1})
}

func (p *Package) resultSlot(fn *types.Func, i int) Slot {
	fn = fn.Origin()
	return p.slot(fmt.Sprintf("%s=%d", fn.FullName(), i), slotOwner{fn, -i - 1})
}

func (p *Package) globalSlot(v *types.Var) Slot {
	return p.slot(v.Pkg().Path()+"."+v.Name(), slotOwner{v, 0})
}

// placeSlot is the slot of a value of a concrete type where it becomes an
// interface: nothing else is kept there.
func (p *Package) placeSlot(e ast.Expr) Slot {
	return Slot(hash(p.pass.Fset.Position(ast.Unparen(e).Pos()).String()))
}

// fieldSlot is the slot of the field at the end of an index path; all values of
// a type share it.
func (p *Package) fieldSlot(t types.Type, index []int) Slot {
	for k, i := range index {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			return Anywhere
		}
		f := st.Field(i)
		if k == len(index)-1 && f.Pkg() != nil {
			owner := ""
			if named := namedOf(t); named != nil {
				owner = named.Obj().Name()
			}
			return p.slot(f.Pkg().Path()+"."+owner+"."+f.Name(), slotOwner{f.Origin(), 0})
		}
		t = f.Type()
	}
	return Anywhere
}

func isGlobal(v *types.Var) bool {
	return v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// A chase follows local variables to what they stand for. It meets each once:
// a list that is appended to a hundred times is one list.
type chase map[*types.Var]bool

func (c chase) met(v *types.Var) bool {
	was := c[v]
	c[v] = true
	return was
}

// refs tells where the value of an expression is kept; a container stands for
// its elements. It never returns an empty list.
func (w *walker) refs(n *node, e ast.Expr) []ref {
	return w.refsIn(n, e, chase{})
}

func (w *walker) refsIn(n *node, e ast.Expr, c chase) []ref {
	if t := w.pass.TypesInfo.TypeOf(e); t != nil && w.isSource(t) {
		return []ref{{slot: w.placeSlot(e)}}
	}
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v, ok := w.object(id).(*types.Var); ok && c.met(v) {
			return nil
		}
	}
	if found := w.refsOf(n, e, c); len(found) > 0 {
		return found
	}
	return []ref{{}}
}

func (w *walker) refsOf(n *node, e ast.Expr, c chase) []ref {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := w.object(e).(*types.Var); ok {
			return w.varRefs(n, v, c)
		}
	case *ast.SelectorExpr:
		if sel := w.pass.TypesInfo.Selections[e]; sel != nil {
			if sel.Kind() == types.FieldVal {
				return []ref{{slot: w.fieldSlot(sel.Recv(), sel.Index())}}
			}
		} else if v, ok := w.object(e.Sel).(*types.Var); ok && isGlobal(v) {
			return []ref{{slot: w.globalSlot(v)}}
		}
	case *ast.CallExpr:
		if tv := w.pass.TypesInfo.Types[e.Fun]; tv.IsType() || tv.IsBuiltin() { // a conversion, append
			return w.allRefs(n, e.Args, c)
		}
		if fn := calleeOf(w.pass.TypesInfo, e); fn != nil && !ofInterface(fn) {
			return []ref{{slot: w.resultSlot(fn, 0)}}
		}
	case *ast.IndexExpr:
		return w.refsIn(n, e.X, c)
	case *ast.SliceExpr:
		return w.refsIn(n, e.X, c)
	case *ast.StarExpr:
		return w.refsIn(n, e.X, c)
	case *ast.UnaryExpr:
		return w.refsIn(n, e.X, c)
	case *ast.TypeAssertExpr:
		return w.refsIn(n, e.X, c)
	}
	return nil
}

func (w *walker) varRefs(n *node, v *types.Var, c chase) []ref {
	if isGlobal(v) {
		return []ref{{slot: w.globalSlot(v)}}
	}
	fn := n.declared()
	if i, ok := n.params[v]; ok && fn != nil {
		return []ref{{w.paramSlot(fn, i), i + 1}}
	}
	return w.allRefs(n, w.defs[v], c)
}

// allRefs is refs of several expressions; of a nil one nothing is known.
func (w *walker) allRefs(n *node, list []ast.Expr, c chase) []ref {
	var all []ref
	for _, e := range list {
		if e == nil {
			all = append(all, ref{})
			continue
		}
		all = append(all, w.refsIn(n, e, c)...)
	}
	return all
}

// declared returns the declaration that a literal is written in, nil for one at
// package level.
func (n *node) declared() *types.Func {
	for n.outer != nil {
		n = n.outer
	}
	return n.fn
}
