package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// sites lists the transactions to follow through a function.
func (a *Analysis) sites(fn *ssa.Function) []*site {
	var list []*site
	if cb := a.callbacks[fn]; cb != nil {
		s := &site{origin: Callback, root: fn, loc: cb.tx, run: cb, pos: fn.Pos(), pool: cb.pool}
		if p := param(fn, cb.tx.Arg); p != nil && cb.tx.Path == "" {
			s.typ = p.Type()
		}
		list = append(list, s)
	}
	if obj := ir.Object(fn); obj != nil {
		if tx, ok := a.Cat.Hook(obj); ok {
			s := &site{origin: Handed, root: fn, loc: summary.Loc{Arg: noArg}, pos: fn.Pos()}
			if tx >= 0 {
				s.loc.Arg, s.typ = tx, obj.Signature().Params().At(tx).Type()
			}
			list = append(list, s)
		}
	}
	list = append(list, a.argumentSites(fn, list)...)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if s := a.openedSite(fn, call); s != nil {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

// argumentSites follows what parameters hold: those that can be nothing but a
// transaction are regions.
func (a *Analysis) argumentSites(fn *ssa.Function, have []*site) []*site {
	var list []*site
	seen := map[summary.Loc]bool{}
	for _, s := range have {
		seen[s.loc] = true
	}
	add := func(loc summary.Loc, t types.Type, origin Origin) {
		if !seen[loc] {
			seen[loc] = true
			list = append(list, &site{origin: origin, root: fn, loc: loc, typ: t, pos: fn.Pos()})
		}
	}
	for _, p := range fn.Params {
		arg := argOf(fn, p)
		switch {
		case arg != catalog.Recv && a.Summaries.Role(p.Type()) == catalog.Tx:
			add(summary.Loc{Arg: arg}, p.Type(), Handed)
		case a.maybeHandle(p.Type()):
			add(summary.Loc{Arg: arg}, p.Type(), Argument)
		}
	}
	if fn.Object() == nil {
		return list // literals have no callers that could use more
	}
	for loc, t := range a.heldIn(fn) {
		add(loc, t, Argument)
	}
	slices.SortStableFunc(list, func(x, y *site) int {
		if x.loc.Arg != y.loc.Arg {
			return x.loc.Arg - y.loc.Arg
		}
		return len(x.loc.Path) - len(y.loc.Path)
	})
	return list
}

// heldIn finds handles in fields of parameters: operands of calls that are
// loaded from there.
func (a *Analysis) heldIn(fn *ssa.Function) map[summary.Loc]types.Type {
	found := map[summary.Loc]types.Type{}
	visit := func(v ssa.Value) {
		loc, ok := a.fieldOf(fn, v)
		if ok && loc.Path != "" && a.maybeHandle(v.Type()) {
			found[loc] = v.Type()
		}
	}
	for _, f := range append([]*ssa.Function{fn}, fn.AnonFuncs...) {
		for _, b := range f.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					visit(call.Common().Value)
					for _, x := range call.Common().Args {
						visit(x)
						a.passedOn(fn, call, x, found)
					}
				}
			}
		}
	}
	return found
}

// passedOn finds handles that a callee finds in what the function passes on:
// in its receiver's fields, say, when it calls another method of it.
func (a *Analysis) passedOn(fn *ssa.Function, call ssa.CallInstruction, x ssa.Value, found map[summary.Loc]types.Type) {
	loc, ok := a.fieldOf(fn, x)
	if !ok {
		return
	}
	callee := call.Common().StaticCallee()
	if callee == nil {
		return
	}
	obj := ir.Object(callee)
	if obj == nil {
		return
	}
	s := a.Summaries.Of(obj)
	if s == nil {
		return
	}
	for i, arg := range call.Common().Args {
		if arg != x {
			continue
		}
		if obj.Signature().Recv() != nil {
			i--
		}
		for _, p := range s.Params {
			if p.Arg == i && p.Path != "" {
				found[summary.Loc{Arg: loc.Arg, Path: loc.Path + p.Path}] = nil
			}
		}
	}
}

// fieldOf traces a value to a parameter of fn and the fields on the way.
func (sc *Scope) fieldOf(fn *ssa.Function, v ssa.Value) (summary.Loc, bool) {
	path := ""
	for range 12 {
		switch x := v.(type) {
		case *ssa.Parameter:
			return summary.Loc{Arg: argOf(fn, x), Path: path}, x.Parent() == fn
		case *ssa.FreeVar:
			p := ir.Captured(x)
			if p == nil || p.Parent() != fn {
				return summary.Loc{}, false
			}
			return summary.Loc{Arg: argOf(fn, p), Path: path}, true
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			path = sc.step(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.Field:
			path = sc.step(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.Alloc:
			p := ir.Spilled(x)
			if p == nil {
				return summary.Loc{}, false
			}
			v = p
		default:
			return summary.Loc{}, false
		}
	}
	return summary.Loc{}, false
}

// openedSite returns the site of a call that opens a transaction, or nil.
func (a *Analysis) openedSite(fn *ssa.Function, call *ssa.Call) *site {
	s := &site{origin: Opened, root: fn, call: call, loc: summary.Loc{Arg: noArg}, pos: call.Pos()}
	obj := a.staticCallee(call)
	if obj == nil {
		return a.openedByLiteral(s)
	}
	if model, ok := a.Cat.Func(obj); ok {
		if model.Opens == nil {
			return a.rawSite(s, model)
		}
		from := argument(call, obj, model.Opens.From)
		if from != nil && a.Summaries.Role(concrete(from)) == catalog.Tx {
			if !model.Opens.RollbackHarms {
				return nil // a savepoint, or the same transaction
			}
			s.savepoint = true
		}
		s.deferred = model.Opens.Deferred
		s.opens, s.field, s.noEnd = modelOpening(model.Opens, obj), model.Opens.ErrField, model.Opens.NoEnd || onlyReads(call, obj, model.Opens)
		if model.Opens.Tx == catalog.Recv {
			s.state = argument(call, obj, catalog.Recv)
			s.typ = s.state.Type()
		} else {
			s.typ = obj.Signature().Results().At(model.Opens.Tx).Type()
		}
		s.err = ir.ResultOf(call, model.Opens.Err)
		s.ctx = ctxOf(call, obj, model.Opens.Ctx)
		s.pool = a.poolOf(call, &summary.Loc{Arg: model.Opens.From})
		if s.state == nil {
			s.lasts = a.lifetimeOf(call, obj, model.Opens.From)
		}
		return s
	}
	sum, known := a.summary(obj)
	if !known || sum == nil || sum.Opens == nil {
		return nil
	}
	s.opens = sum.Opens
	s.pool = a.poolOf(call, sum.Opens.Pool)
	s.lasts = a.lastsAt(call, obj, sum.Opens.Context)
	if i := errorIndex(obj); i >= 0 {
		s.err = ir.ResultOf(call, i)
	}
	if sum.Opens.Ctx != summary.NoCtx {
		s.ctx = ctxOf(call, obj, sum.Opens.Ctx)
	}
	s.typ = holderType(call, sum.Opens)
	return s
}

// onlyReads reports whether a flag of the opener does not say that something
// has to end the transaction.
func onlyReads(call *ssa.Call, obj *types.Func, o *catalog.Open) bool {
	if o.Write < 0 {
		return false
	}
	flag, ok := argument(call, obj, o.Write).(*ssa.Const)
	return !ok || constSymbol(flag) != boolSymbol(true)
}

// openedByLiteral completes the site of a call of a literal that opens.
func (a *Analysis) openedByLiteral(s *site) *site {
	for _, lit := range functions(s.call.Call.Value) {
		sum := a.literals[lit]
		if sum == nil || sum.Opens == nil {
			continue
		}
		s.opens = sum.Opens
		results := lit.Signature.Results()
		if i := results.Len() - 1; isError(results.At(i).Type()) {
			s.err = ir.ResultOf(s.call, i)
		}
		s.typ = holderType(s.call, sum.Opens)
		return s
	}
	return nil
}

// holderType returns the type of the transaction itself where a result is it.
func holderType(call *ssa.Call, o *summary.Opening) types.Type {
	results := call.Call.Signature().Results()
	for _, out := range o.Outcomes {
		for _, h := range out.Holders {
			if h.Path == "" && h.Ends == "" && h.Result < results.Len() {
				return results.At(h.Result).Type()
			}
		}
	}
	return nil
}

func ctxOf(call *ssa.Call, obj *types.Func, index int) ssa.Value {
	if index < 0 {
		return nil
	}
	args := call.Call.Args
	if obj.Signature().Recv() != nil && !call.Call.IsInvoke() {
		args = args[1:]
	}
	if index >= len(args) {
		return nil
	}
	return args[index]
}

// The ways in which a finisher ends, see summary.Holder: by the error that it
// is given the address of, those of the models also by recover.
const (
	byError        = "by error"
	byErrorOrPanic = "by error or panic"
)

// endingValue returns the function value that ends the transaction in a way
// that summary.Holder tells.
func endingValue(ends string) symbol {
	switch ends {
	case byError, byErrorOrPanic:
		return finisher{recovers: ends == byErrorOrPanic}
	}
	return closer{ends == "commit"}
}

// modelOpening says what an opener of the models returns.
func modelOpening(o *catalog.Open, obj *types.Func) *summary.Opening {
	open, failed := summary.Outcome{Life: summary.Open}, summary.Outcome{Life: summary.Failed}
	op := &summary.Opening{Ctx: o.Ctx}
	switch {
	case o.Tx == catalog.Recv:
		if recv := obj.Signature().Recv(); recv != nil { // none for the text BEGIN
			op.Type = types.TypeString(recv.Type(), nil)
		}
	case o.Finisher:
		open.Holders = []summary.Holder{{Result: o.Tx, Ends: byErrorOrPanic}}
	default:
		op.Type = types.TypeString(obj.Signature().Results().At(o.Tx).Type(), nil)
		open.Holders = []summary.Holder{{Result: o.Tx}}
		failed.Holders = open.Holders
	}
	if o.Err >= 0 {
		open.Results = []summary.Result{{Index: o.Err, Is: summary.Nil}}
		failed.Results = []summary.Result{{Index: o.Err, Is: summary.NonNil}}
	}
	op.Outcomes = []summary.Outcome{open}
	if o.Err >= 0 || o.ErrField != "" {
		op.Outcomes = append(op.Outcomes, failed)
	}
	return op
}

// staticCallee resolves a call without knowing the state it is made in.
func (sc *Scope) staticCallee(call ssa.CallInstruction) *types.Func {
	common := call.Common()
	if common.IsInvoke() {
		t := concrete(common.Value)
		if !types.IsInterface(t) {
			return methodOf(t, common.Method)
		}
		method := common.Method.Origin()
		if _, ok := sc.Cat.Func(method); !ok {
			if fn := sc.behind(t, method); fn != nil {
				return fn
			}
		}
		return method
	}
	if fn := common.StaticCallee(); fn != nil {
		return ir.Object(fn)
	}
	return nil
}
