package region

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// An env is what is known at a program point: which symbol each value stands
// for, what memory holds, and facts about symbols. It is copied before it is
// changed.
type env struct {
	alias map[ssa.Value]symbol
	cells map[cell]symbol
	facts map[symbol]fact
	args  map[*ssa.Defer][]symbol // operands of deferred calls, as they were when deferred
}

func newEnv() *env {
	return &env{map[ssa.Value]symbol{}, map[cell]symbol{}, map[symbol]fact{}, map[*ssa.Defer][]symbol{}}
}

func (e *env) clone() *env {
	return &env{maps.Clone(e.alias), maps.Clone(e.cells), maps.Clone(e.facts), maps.Clone(e.args)}
}

// size counts what is known.
func (e *env) size() int { return len(e.alias) + len(e.cells) + len(e.facts) }

// of returns the symbol of a value. Conversions don't change what a value is.
func (e *env) of(v ssa.Value) symbol {
	if s, ok := e.alias[v]; ok {
		return s
	}
	switch v := v.(type) {
	case *ssa.Const:
		return constSymbol(v)
	case *ssa.MakeInterface:
		return e.of(v.X)
	case *ssa.ChangeInterface:
		return e.of(v.X)
	case *ssa.ChangeType:
		return e.of(v.X)
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return e.of(v.X)
		}
	case *ssa.Slice:
		return e.of(v.X)
	case *ssa.Extract:
		if ta, ok := v.Tuple.(*ssa.TypeAssert); ok && v.Index == 0 {
			return e.of(ta.X)
		}
	case *ssa.Field:
		return e.load(cell{e.of(v.X), "." + fieldName(v.X.Type(), v.Field)}, v.Type())
	}
	return v
}

// fact tells what is known of a symbol.
func (e *env) fact(s symbol) fact {
	if f := intrinsic(s); f != unknown {
		return f
	}
	return e.facts[s]
}

func (e *env) learn(s symbol, f fact) {
	if d, ok := s.(derived); ok && d.many() {
		return
	}
	if intrinsic(s) == unknown && f != unknown {
		e.facts[s] = f
	}
}

// toldMark is the path of the mark that an error was told from a failure.
const toldMark = "?"

// tell is state.tell for what is known at a point.
func (e *env) tell(err symbol) { e.cells[cell{err, toldMark}] = boolSymbol(true) }

func (e *env) told(err symbol) bool { return e.cells[cell{err, toldMark}] == boolSymbol(true) }

// place returns the cell an address points to.
func (e *env) place(addr ssa.Value) cell {
	if s, ok := e.alias[addr]; ok {
		return cell{s, ""}
	}
	switch a := addr.(type) {
	case *ssa.FieldAddr:
		c := e.place(a.X)
		c.path += "." + fieldName(a.X.Type(), a.Field)
		return c
	case *ssa.IndexAddr:
		if i, ok := a.Index.(*ssa.Const); ok && i.Value != nil {
			c := e.place(a.X)
			c.path += ".[" + i.Value.ExactString() + "]"
			return c
		}
	}
	return cell{e.of(addr), ""}
}

func fieldName(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying().(*types.Struct).Field(i).Name()
}

// load reads a cell of type t. A field of a struct that was stored as a whole
// is found in that struct, and one of what a function finds in an argument may
// be known by the way from the argument.
func (e *env) load(c cell, t types.Type) symbol {
	if s, ok := e.cells[c]; ok {
		return s
	}
	if in, ok := c.base.(initial); ok {
		if s, ok := e.cells[cell{in.cell.base, in.cell.path + c.path}]; ok {
			return s
		}
	}
	for i := strings.LastIndexByte(c.path, '.'); i >= 0; i = strings.LastIndexByte(c.path[:i], '.') {
		outer := cell{c.base, c.path[:i]}
		whole, ok := e.cells[outer]
		if in, copied := whole.(initial); copied && in.cell != outer {
			return e.load(cell{in.cell.base, in.cell.path + c.path[i:]}, t)
		} else if ok && !copied && whole != c.base {
			return e.load(cell{whole, c.path[i:]}, t)
		}
	}
	if _, fresh := c.base.(*ssa.Alloc); fresh && !e.clobbered(c.base) && !e.dirty(c) {
		if z := zero(t); z != nil {
			return z
		}
	}
	return initial{c}
}

// clobber is the path of the mark that unknown code may have written to an object.
const clobber = "*"

func (e *env) clobbered(base symbol) bool {
	_, ok := e.cells[cell{base, clobber}]
	return ok
}

// dirtyMark is the path of the mark that a callee may have assigned fields of an
// object.
const dirtyMark = "~"

func (e *env) dirty(c cell) bool {
	_, ok := e.cells[cell{c.base, dirtyMark}]
	return ok && c.path != ""
}

// store writes a symbol to a cell, whole structs with their fields.
func (e *env) store(c cell, s symbol) {
	for k := range e.cells {
		if k.base == c.base && strings.HasPrefix(k.path, c.path+".") {
			delete(e.cells, k)
		}
	}
	e.cells[c] = s
	e.copyFields(s, "", c.base, c.path)
}

// copyFields copies what is known of the fields of a struct.
func (e *env) copyFields(from symbol, fromPath string, to symbol, toPath string) {
	type entry struct {
		c cell
		s symbol
	}
	var fields []entry
	for k, s := range e.cells {
		if rest, ok := strings.CutPrefix(k.path, fromPath); ok && k.base == from && strings.HasPrefix(rest, ".") {
			fields = append(fields, entry{cell{to, toPath + rest}, s})
		}
	}
	for _, f := range fields {
		e.cells[f.c] = f.s
	}
}

// rename makes all that stands for a symbol, and the value itself, stand for
// the transaction.
func (e *env) rename(old symbol, v ssa.Value) {
	if old == (txSymbol{}) {
		return
	}
	for k, s := range e.alias {
		if s == old {
			e.alias[k] = txSymbol{}
		}
	}
	for c, s := range e.cells {
		if s == old {
			e.cells[c] = txSymbol{}
		}
	}
	for d, ops := range e.args {
		ops = slices.Clone(ops)
		for i, s := range ops {
			if s == old {
				ops[i] = txSymbol{}
			}
		}
		e.args[d] = ops
	}
	if x, ok := old.(ssa.Value); ok {
		e.alias[x] = txSymbol{}
	}
	e.alias[v] = txSymbol{}
}

// forget drops what is known of a value that is computed anew. Cells that hold
// its old value keep what was known of it.
func (e *env) forget(v ssa.Value) {
	delete(e.alias, v)
	for k := range e.cells {
		if k.base == symbol(v) {
			delete(e.cells, k)
		}
	}
	for k := range e.facts {
		if a, ok := k.(answer); ok && (a.err == symbol(v) || a.of == symbol(v)) {
			delete(e.facts, k)
		}
	}
	f, known := e.facts[v]
	for k, s := range e.cells {
		if s == symbol(v) {
			old := joined{-1, k}
			e.cells[k] = old
			delete(e.facts, old)
			if known {
				e.facts[old] = f
			}
		}
	}
	for k, s := range e.alias {
		if s == symbol(v) {
			delete(e.alias, k)
			delete(e.facts, k)
			if known {
				e.facts[k] = f
			}
		}
	}
	delete(e.facts, v)
}
