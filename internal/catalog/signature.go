package catalog

import "go/types"

// signature reads from a function's type what its entry leaves out.
type signature struct {
	*types.Signature
	models *Catalog
}

// txResult is the first result that can be a transaction, or else the first.
func (s signature) txResult() int {
	return max(0, find(s.Results(), s.models.isTx))
}

// errResult is the last result, where that is an error; otherwise -1.
func (s signature) errResult() int {
	last := s.Results().Len() - 1
	if last >= 0 && isError(s.Results().At(last).Type()) {
		return last
	}
	return -1
}

// handle is the receiver, or else the first parameter that has a role, or else
// the first one that is no context.
func (s signature) handle() int {
	if s.Recv() != nil {
		return Recv
	}
	if i := find(s.Params(), s.models.isHandle); i >= 0 {
		return i
	}
	return max(0, find(s.Params(), func(t types.Type) bool { return !isContext(t) }))
}

// context is the first parameter that is a context, or -1.
func (s signature) context() int { return find(s.Params(), isContext) }

// callback is the first parameter that is a function, or 0.
func (s signature) callback() int { return max(0, find(s.Params(), isFunc)) }

// callbackTx is the first parameter of that callback that can be a transaction,
// or -1.
func (s signature) callbackTx(callback int) int {
	f := s.function(callback)
	if f == nil {
		return -1
	}
	return find(f.Params(), s.models.isTx)
}

// carried reports whether parameter tx of a callback is a context.
func (s signature) carried(callback, tx int) bool {
	f := s.function(callback)
	return f != nil && tx >= 0 && tx < f.Params().Len() && isContext(f.Params().At(tx).Type())
}

// function is the signature of a parameter that is a function, or nil.
func (s signature) function(i int) *types.Signature {
	if i < 0 || i >= s.Params().Len() {
		return nil
	}
	f, _ := s.Params().At(i).Type().Underlying().(*types.Signature)
	return f
}

// text is the first parameter that is a string, or -1.
func (s signature) text() int {
	return find(s.Params(), isString)
}

// callbacks are the parameters that are functions, variadic ones included.
func (s signature) callbacks() []int {
	return findAll(s.Params(), func(t types.Type) bool { return isFunc(t) || isFunc(elem(t)) })
}

// streams are the parameters that are interfaces of io and io/fs, or else the
// receiver.
func (s signature) streams() []int {
	args := findAll(s.Params(), func(t types.Type) bool { return isStream(t) || isStream(elem(t)) })
	if len(args) == 0 && s.Recv() != nil {
		return []int{Recv}
	}
	return args
}

func isContext(t types.Type) bool {
	obj := typeName(t)
	return obj != nil && obj.Pkg().Path() == "context" && obj.Name() == "Context"
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isStream(t types.Type) bool {
	obj := typeName(t)
	return obj != nil && types.IsInterface(t) && (obj.Pkg().Path() == "io" || obj.Pkg().Path() == "io/fs")
}

// elem is the element of a slice type, otherwise t.
func elem(t types.Type) types.Type {
	if s, ok := t.(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// find returns the index of the first variable whose type is as wanted, or -1.
func find(vars *types.Tuple, want func(types.Type) bool) int {
	for i := range vars.Len() {
		if want(vars.At(i).Type()) {
			return i
		}
	}
	return -1
}

func findAll(vars *types.Tuple, want func(types.Type) bool) []int {
	var all []int
	for i := range vars.Len() {
		if want(vars.At(i).Type()) {
			all = append(all, i)
		}
	}
	return all
}
