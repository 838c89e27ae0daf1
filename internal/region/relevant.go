package region

import (
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/summary"
)

// Relevant reports whether a package can have to do with transactions: it uses
// something that opens, ends or runs one, executes a statement, or is a handle.
// A service that has them behind interfaces of another package names nothing of
// a library.
func (sc *Scope) Relevant(info *types.Info) bool {
	seen := map[types.Object]bool{}
	for _, obj := range info.Uses {
		if seen[obj] {
			continue
		}
		seen[obj] = true
		switch obj := obj.(type) {
		case *types.Func:
			if sc.matters(obj) {
				return true
			}
		case *types.TypeName:
			if sc.Summaries.Role(obj.Type()) != catalog.NoRole || sc.Cat.Role(types.NewPointer(obj.Type())) != catalog.NoRole {
				return true
			}
		}
	}
	return false
}

func (sc *Scope) matters(fn *types.Func) bool {
	if m, ok := sc.Cat.Func(fn.Origin()); ok {
		return m.Opens != nil || m.Ends != nil || m.Runs != nil || m.Stmt != nil
	}
	if s := sc.Summaries.Of(fn); s != nil {
		return s.Tx()
	}
	if makesContext(fn.Signature()) && fn.Signature().Recv() != nil && types.IsInterface(fn.Signature().Recv().Type()) {
		return true // it may open a transaction, see summary.Supposed
	}
	return slices.ContainsFunc(sc.behindMethod(fn), func(s *summary.Summary) bool { return s.Opens != nil || len(s.Runs) > 0 })
}

// behindMethod lists what is known of the methods behind one of an interface.
func (sc *Scope) behindMethod(fn *types.Func) []*summary.Summary {
	if recv := fn.Signature().Recv(); recv == nil || !types.IsInterface(recv.Type()) {
		return nil
	}
	var list []*summary.Summary
	for _, impl := range sc.Summaries.Implementations(fn) {
		if s := sc.Summaries.Of(impl); s != nil {
			list = append(list, s)
		}
	}
	return list
}
