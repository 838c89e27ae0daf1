package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Calls that open a transaction.

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
		if snapshot(call, obj, model.Opens) {
			return nil
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
	if becomes(sum.Opens) && !own(call) {
		return nil // who else has the session ends it
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

// becomes reports whether the receiver of an opener becomes the transaction.
func becomes(o *summary.Opening) bool {
	return slices.ContainsFunc(o.Outcomes, func(o summary.Outcome) bool {
		return slices.ContainsFunc(o.Holders, func(h summary.Holder) bool { return h.Recv })
	})
}

// own reports whether a function has made what it calls a method of, or got it
// from a constructor that is here to see: then nobody else has it.
func own(call *ssa.Call) bool {
	if call.Call.IsInvoke() || len(call.Call.Args) == 0 {
		return false
	}
	if _, made := call.Call.Args[0].(*ssa.Alloc); made {
		return true
	}
	from, index := callOf(call.Call.Args[0])
	if from == nil || from.Call.StaticCallee() == nil {
		return false
	}
	made := false
	for _, b := range from.Call.StaticCallee().Blocks {
		ret := returnOf(b)
		if ret == nil || isNilConst(ret.Results[index]) {
			continue
		}
		if _, made = ret.Results[index].(*ssa.Alloc); !made {
			return false
		}
	}
	return made
}

// onlyReads reports whether the opener may give a snapshot: its flag is not known.
func onlyReads(call *ssa.Call, obj *types.Func, o *catalog.Open) bool {
	if o.Write < 0 {
		return false
	}
	_, known := argument(call, obj, o.Write).(*ssa.Const)
	return !known
}

// snapshot reports whether the opener gives what it has, to be read: nobody waits
// for that, and it needs no end.
func snapshot(call ssa.CallInstruction, obj *types.Func, o *catalog.Open) bool {
	if o.Write < 0 {
		return false
	}
	flag, ok := argument(call, obj, o.Write).(*ssa.Const)
	return ok && constSymbol(flag) != boolSymbol(true)
}

// openedByLiteral completes the site of a call of a literal that opens.
func (a *Analysis) openedByLiteral(s *site) *site {
	for _, lit := range functions(s.call.Call.Value) {
		a.ledger.read(literalSummary{lit})
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
			if !h.Recv && h.Path == "" && h.Ends == "" && h.Result < results.Len() {
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

// The ways in which a finisher ends, see summary.Holder: by the error that it
// is given the address of, those of the models also by recover.
const (
	byError        = "by error"
	byErrorOrPanic = "by error or panic"
)
