package region

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A symbol stands for a value: two values with the same symbol are equal.
// It is a ssa.Value that stands for itself, or one of the types below.
type symbol any

type (
	// constant values that decide branches
	nilSymbol  struct{}
	boolSymbol bool
	intSymbol  string // exact text of an integer constant

	// txSymbol is the transaction of the site that is followed.
	txSymbol struct{}
	// derived is what works on the transaction and is not it: a prepared
	// statement, a bucket, or the cursor that a statement has opened. Without a
	// cursor it stands for many values, of which some can be nil.
	derived struct{ cursor *ssa.Call }
	// initial is what a cell held when the function began.
	initial struct{ cell cell }
	// joined is the unknown value that a cell or a value has after paths with
	// different values met at a node.
	joined struct {
		node int
		of   any
	}
	// closer is a function value that ends the transaction.
	closer struct{ commit bool }
	// finisher is a function that commits when what its argument points to is
	// nil, and rolls back otherwise; one that recovers also on a panic.
	finisher struct{ recovers bool }
	// answer is what a function says when it is asked about an error: the same
	// as the last time it was asked the same.
	answer struct {
		fn      *types.Func
		err, of symbol
	}
	// errorOf is the error field of a handle that carries its own error.
	errorOf struct{}
	// errorIn is the error in the field of the handle that a call returns.
	errorIn struct{ call *ssa.Call }
)

// onTx reports whether what is done on a symbol is done on the transaction.
func onTx(s symbol) bool {
	_, is := s.(derived)
	return is || s == txSymbol{}
}

// many reports whether the symbol stands for values that need not be equal, so
// that nothing can be learned of it.
func (d derived) many() bool { return d.cursor == nil }

// A cell is a place in memory: an object (named by the symbol of its address)
// and the fields on the way into it.
type cell struct {
	base symbol
	path string
}

// A fact is what is known of a symbol.
type fact uint8

const (
	unknown fact = iota
	isNil
	nonNil
	isTrue
	isFalse
	isZero // of an integer
	nonZero
)

func (f fact) not() fact {
	switch f {
	case isNil:
		return nonNil
	case nonNil:
		return isNil
	case isTrue:
		return isFalse
	case isFalse:
		return isTrue
	case isZero:
		return nonZero
	case nonZero:
		return isZero
	}
	return unknown
}

// constSymbol returns the symbol of a constant.
func constSymbol(c *ssa.Const) symbol {
	switch {
	case c.Value == nil:
		if nilable(c.Type()) {
			return nilSymbol{}
		}
	case c.Value.Kind() == constant.Bool:
		return boolSymbol(constant.BoolVal(c.Value))
	case c.Value.Kind() == constant.Int:
		return intSymbol(c.Value.ExactString())
	}
	return c
}

func nilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return true
	}
	return false
}

// zero returns the symbol of the zero value of a type.
func zero(t types.Type) symbol {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return boolSymbol(false)
		case u.Info()&types.IsInteger != 0:
			return intSymbol("0")
		}
	default:
		if nilable(t) {
			return nilSymbol{}
		}
	}
	return nil
}

// intrinsic tells what is known of a symbol by its nature.
func intrinsic(s symbol) fact {
	switch s := s.(type) {
	case nilSymbol:
		return isNil
	case boolSymbol:
		if s {
			return isTrue
		}
		return isFalse
	case intSymbol:
		if s == "0" {
			return isZero
		}
		return nonZero
	case closer, finisher:
		return nonNil
	case derived:
		if !s.many() {
			return nonNil
		}
	case initial:
		// A variable such as sql.ErrNoRows is made once, and not nil.
		if g, ok := s.cell.base.(*ssa.Global); ok && s.cell.path == "" && isError(g.Type().Underlying().(*types.Pointer).Elem()) {
			return nonNil
		}
	case *ssa.Alloc, *ssa.MakeClosure, *ssa.Function, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice, *ssa.FieldAddr, *ssa.IndexAddr:
		return nonNil
	}
	return unknown
}
