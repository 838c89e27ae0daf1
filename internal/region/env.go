package region

import (
	"go/types"
	"iter"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// An env is what is known at a program point: which symbol each value stands
// for, what memory holds, and facts about symbols. It is copied before it is
// changed, and copies share what they have in common.
type env struct {
	names *names
	alias pages[int]     // numbers of symbols, by that of the value
	cells pages[*object] // by that of the base
	facts pages[fact]
	count int                     // of cells
	args  map[*ssa.Defer][]symbol // operands of deferred calls, as they were when deferred
}

// An object is what a symbol holds. Those whose edit it is of may write to it.
type object struct {
	edit *edit
	fields
}

// fields are sorted by the fields on the way.
type fields []field

type field struct {
	path   string
	held   symbol
	number int // of what is held
}

func newEnv(names *names) *env {
	e := &env{names: names}
	e.alias.edit, e.cells.edit, e.facts.edit = new(edit), new(edit), new(edit)
	return e
}

func (e *env) clone() *env {
	return &env{e.names, e.alias.clone(), e.cells.clone(), e.facts.clone(), e.count, e.args}
}

// size counts what is known.
func (e *env) size() int { return e.alias.n + e.count }

// aliasOf returns what a value was found to stand for.
func (e *env) aliasOf(v ssa.Value) (symbol, bool) {
	i, ok := e.alias.get(e.names.find(v))
	if !ok {
		return nil, false
	}
	return e.names.symbols[i], true
}

func (e *env) setAlias(v ssa.Value, s symbol) {
	e.names.hold(s)
	e.alias.set(e.names.number(v), e.names.number(s))
}

// held returns what is known of what an object holds.
func (e *env) held(base symbol) fields {
	if o, ok := e.cells.get(e.names.find(base)); ok {
		return o.fields
	}
	return nil
}

// own returns an object that may be written to.
func (e *env) own(base symbol) *object {
	i := e.names.number(base)
	o, ok := e.cells.get(i)
	if !ok || o.edit != e.cells.edit {
		var have fields
		if ok {
			have = o.fields
			e.names.work += len(have)
		}
		o = &object{e.cells.edit, append(make(fields, 0, len(have)+1), have...)}
		e.cells.set(i, o)
	}
	return o
}

// below lists the fields below a path.
func (f fields) below(path string) fields {
	i, _ := f.find(path + ".")
	j := i
	for j < len(f) && strings.HasPrefix(f[j].path, path+".") {
		j++
	}
	return f[i:j]
}

// find returns where a path is among fields, and whether it is there.
func (f fields) find(path string) (int, bool) {
	return slices.BinarySearchFunc(f, path, func(x field, path string) int { return strings.Compare(x.path, path) })
}

// cell returns what a cell holds.
func (e *env) cell(c cell) (symbol, bool) {
	f := e.held(c.base)
	if i, ok := f.find(c.path); ok {
		return f[i].held, true
	}
	return nil, false
}

func (e *env) setCell(c cell, s symbol) {
	e.names.hold(s)
	old := e.held(c.base)
	i, ok := old.find(c.path)
	if ok && old[i].held == s {
		return
	}
	f := field{c.path, s, e.names.number(s)}
	o := e.own(c.base)
	if ok {
		o.fields[i] = f
		return
	}
	o.fields = slices.Insert(o.fields, i, f)
	e.count++
}

// drop forgets what an object holds in count fields from number i on.
func (e *env) drop(base symbol, i, count int) {
	e.count -= count
	switch count {
	case 0:
	case len(e.held(base)):
		e.cells.delete(e.names.find(base))
	default:
		o := e.own(base)
		o.fields = slices.Delete(o.fields, i, i+count)
	}
}

// allCells yields all cells with what they hold.
func (e *env) allCells() iter.Seq2[cell, symbol] {
	return func(yield func(cell, symbol) bool) {
		for i, o := range e.cells.all() {
			for _, x := range o.fields {
				if !yield(cell{e.names.symbols[i], x.path}, x.held) {
					return
				}
			}
		}
	}
}

// known returns what was learned of a symbol.
func (e *env) known(s symbol) fact {
	f, _ := e.facts.get(e.names.find(s))
	return f
}

func (e *env) setFact(s symbol, f fact) { e.facts.set(e.names.number(s), f) }

func (e *env) unlearn(s symbol) { e.facts.delete(e.names.find(s)) }

// setArgs notes the operands of a deferred call.
func (e *env) setArgs(d *ssa.Defer, ops []symbol) {
	args := maps.Clone(e.args)
	if args == nil {
		args = map[*ssa.Defer][]symbol{}
	}
	args[d] = ops
	e.args = args
}

// of returns the symbol of a value. Conversions don't change what a value is.
func (e *env) of(v ssa.Value) symbol {
	if s, ok := e.aliasOf(v); ok {
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
	return e.known(s)
}

// factAt is fact for a symbol whose number is known.
func (e *env) factAt(i int) fact {
	if f := intrinsic(e.names.symbols[i]); f != unknown {
		return f
	}
	f, _ := e.facts.get(i)
	return f
}

func (e *env) learn(s symbol, f fact) {
	if d, ok := s.(derived); ok && d.many() {
		return
	}
	if intrinsic(s) == unknown && f != unknown {
		e.setFact(s, f)
	}
}

// toldMark is the path of the mark that an error was told from a failure.
const toldMark = "?"

// tell is state.tell for what is known at a point.
func (e *env) tell(err symbol) { e.setCell(cell{err, toldMark}, boolSymbol(true)) }

func (e *env) told(err symbol) bool {
	s, _ := e.cell(cell{err, toldMark})
	return s == boolSymbol(true)
}

// place returns the cell an address points to.
func (e *env) place(addr ssa.Value) cell {
	if s, ok := e.aliasOf(addr); ok {
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
	if s, ok := e.cell(c); ok {
		return s
	}
	if in, ok := c.base.(initial); ok {
		if s, ok := e.cell(cell{in.cell.base, in.cell.path + c.path}); ok {
			return s
		}
	}
	for i := strings.LastIndexByte(c.path, '.'); i >= 0; i = strings.LastIndexByte(c.path[:i], '.') {
		outer := cell{c.base, c.path[:i]}
		whole, ok := e.cell(outer)
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

// obscure notes that nothing is known of what a cell holds.
func (e *env) obscure(c cell) {
	e.unlearn(joined{-3, c})
	e.setCell(c, joined{-3, c})
}

// within lists what is held in what s stands for: in its fields, or in a field
// of the same object of which nothing else is known.
func (e *env) within(s symbol) []symbol {
	var list []symbol
	for _, f := range e.held(s) {
		list = append(list, f.held)
	}
	if in, ok := s.(initial); ok && in.cell.path != "" {
		for _, f := range e.held(in.cell.base).below(in.cell.path) {
			list = append(list, f.held)
		}
	}
	return list
}

// clobber is the path of the mark that unknown code may have written to an object.
const clobber = "*"

func (e *env) clobbered(base symbol) bool {
	_, ok := e.cell(cell{base, clobber})
	return ok
}

// dirtyMark is the path of the mark that a callee may have assigned fields of an
// object.
const dirtyMark = "~"

func (e *env) dirty(c cell) bool {
	_, ok := e.cell(cell{c.base, dirtyMark})
	return ok && c.path != ""
}

// store writes a symbol to a cell, whole structs with their fields.
func (e *env) store(c cell, s symbol) {
	old := e.held(c.base)
	i, _ := old.find(c.path + ".")
	e.drop(c.base, i, len(old.below(c.path)))
	e.setCell(c, s)
	e.copyFields(s, "", c.base, c.path)
}

// copyFields copies what is known of the fields of a struct.
func (e *env) copyFields(from symbol, fromPath string, to symbol, toPath string) {
	for _, f := range slices.Clone(e.held(from).below(fromPath)) {
		e.setCell(cell{to, toPath + f.path[len(fromPath):]}, f.held)
	}
}

// rename makes all that stands for a symbol, and the value itself, stand for
// the transaction.
func (e *env) rename(old symbol, v ssa.Value) {
	if old == (txSymbol{}) {
		return
	}
	e.names.work += e.size()
	from, tx := e.names.find(old), e.names.number(txSymbol{})
	for i, s := range e.alias.all() {
		if s == from {
			e.alias.set(i, tx)
		}
	}
	for c, s := range e.allCells() {
		if s == old {
			e.setCell(c, txSymbol{})
		}
	}
	for d, ops := range e.args {
		if !slices.Contains(ops, old) {
			continue
		}
		ops = slices.Clone(ops)
		for i, s := range ops {
			if s == old {
				ops[i] = txSymbol{}
			}
		}
		e.setArgs(d, ops)
	}
	if x, ok := old.(ssa.Value); ok {
		e.setAlias(x, txSymbol{})
	}
	e.setAlias(v, txSymbol{})
}

// forget drops what is known of a value that is computed anew. Cells that hold
// its old value keep what was known of it.
func (e *env) forget(v ssa.Value) {
	i := e.names.find(v)
	if i >= 0 {
		e.alias.delete(i)
		e.drop(v, 0, len(e.held(v)))
	}
	for _, k := range e.names.answers {
		if a := e.names.symbols[k].(answer); a.err == symbol(v) || a.of == symbol(v) {
			e.facts.delete(k)
		}
	}
	if e.names.held[v] {
		e.outdate(v)
	}
	e.facts.delete(i)
}

// outdate gives the old value of v another name where it is held.
func (e *env) outdate(v ssa.Value) {
	e.names.work += e.size()
	f, number := e.known(v), e.names.find(v)
	for c, s := range e.allCells() {
		if s == symbol(v) {
			old := joined{-1, c}
			e.setCell(c, old)
			e.relearn(old, f)
		}
	}
	for i, s := range e.alias.all() {
		if s == number {
			e.alias.delete(i)
			e.relearn(e.names.symbols[i], f)
		}
	}
}

// relearn sets what is known of a symbol.
func (e *env) relearn(s symbol, f fact) {
	if f == unknown {
		e.unlearn(s)
	} else {
		e.setFact(s, f)
	}
}
