package region

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A Scope is what the analysis of all functions of a package shares.
type Scope struct {
	Cat       *catalog.Catalog
	Summaries *summary.Package
	Explain   bool // keep what becomes of each transaction, see Transaction.Moments

	program *ir.Program  // set when functions are analysed
	handles []types.Type // types of the models that the package can see and that are transactions
	pools   []types.Type // and those that transactions are opened on
	visible map[string]*types.Package

	leafCache map[types.Type][]string
	standsFor map[types.Type]bool // interfaces that a transaction of the models implements
	alikes    map[*types.TypeName][]summary.Alike
	fillings  map[*types.TypeName][]*filling
	given     map[*ssa.Parameter]bool // parameters that are given a transaction

	ledger     *ledger
	asked      []*types.TypeName                // whose alike fields were asked for, in this order
	joint      map[*types.Func]*summary.Summary // of methods of interfaces, see summary
	behindOf   map[*types.Func][]*types.Func    // the methods of interfaces that a method is in the joint summary of
	decorating map[[2]*types.Func]bool          // see decorates
	behindType map[types.Type]types.Type        // see behind
}

// NewScope returns the scope of a package.
func NewScope(pass *analysis.Pass, cat *catalog.Catalog, sums *summary.Package) *Scope {
	sc := &Scope{Cat: cat, Summaries: sums, visible: map[string]*types.Package{}, leafCache: map[types.Type][]string{}, standsFor: map[types.Type]bool{}, given: map[*ssa.Parameter]bool{},
		ledger: newLedger(), joint: map[*types.Func]*summary.Summary{}, behindOf: map[*types.Func][]*types.Func{},
		decorating: map[[2]*types.Func]bool{}, behindType: map[types.Type]types.Type{},
	}
	var visit func(pkg *types.Package)
	visit = func(pkg *types.Package) {
		if sc.visible[pkg.Path()] != nil {
			return
		}
		sc.visible[pkg.Path()] = pkg
		for _, imp := range pkg.Imports() {
			visit(imp)
		}
		if cat.Covers(pkg.Path()) != catalog.Unknown && cat.TellsTypes(pkg) {
			sc.collectHandles(pkg)
		}
	}
	visit(pass.Pkg)
	return sc
}

// collectHandles notes the types of a package that are transactions or pools.
func (sc *Scope) collectHandles(pkg *types.Package) {
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || !tn.Exported() {
			continue
		}
		for _, t := range []types.Type{tn.Type(), types.NewPointer(tn.Type())} {
			switch sc.Cat.Role(t) {
			case catalog.Tx:
				sc.handles = append(sc.handles, t)
			case catalog.Pool, catalog.Session:
				sc.pools = append(sc.pools, t)
			}
		}
	}
}

// lookupType finds a type by its name, "*pkg/path.Name"; nil where the package
// can't reach it.
func (sc *Scope) lookupType(name string) types.Type {
	bare, ptr := strings.CutPrefix(name, "*")
	i := strings.LastIndexByte(bare, '.')
	if i < 0 || sc.visible[bare[:i]] == nil {
		return nil
	}
	tn, ok := sc.visible[bare[:i]].Scope().Lookup(bare[i+1:]).(*types.TypeName)
	if !ok || sc.Summaries.OutOfReach(tn) {
		return nil
	}
	if ptr {
		return types.NewPointer(tn.Type())
	}
	return tn.Type()
}

// typeName is the inverse of lookupType; "" for types without a name.
func typeName(t types.Type) string {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		if n := typeName(ptr.Elem()); n != "" {
			return "*" + n
		}
		return ""
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.TypeArgs().Len() > 0 {
		return ""
	}
	return named.Obj().Pkg().Path() + "." + named.Obj().Name()
}

// maybeHandle reports whether a value of type t may be a transaction, by what
// its type can do: a handle of a library or of the user's, or an interface that
// a transaction implements and that does something.
func (sc *Scope) maybeHandle(t types.Type) bool {
	switch sc.Summaries.Role(t) {
	case catalog.Tx, catalog.Either:
		return true
	case catalog.Pool, catalog.Session:
		return false
	}
	iface, ok := t.Underlying().(*types.Interface)
	if _, param := types.Unalias(t).(*types.TypeParam); param && ok && iface.NumMethods() == 0 {
		return true // it can be anything
	}
	if !ok || iface.NumMethods() == 0 {
		return false
	}
	stands, known := sc.standsFor[t]
	if !known {
		stands = slices.ContainsFunc(sc.handles, func(h types.Type) bool { return types.Implements(h, iface) })
		sc.standsFor[t] = stands
	}
	return stands
}

// summary returns what is known of calling a function, and whether that is all
// there is to know. For a method of an interface it is what the methods behind
// it have in common.
func (sc *Scope) summary(fn *types.Func) (*summary.Summary, bool) {
	if s := sc.Summaries.Of(fn); s != nil {
		return s, true
	}
	if sc.Summaries.Known(fn) {
		return nil, true
	}
	if recv := fn.Signature().Recv(); recv == nil || !types.IsInterface(recv.Type()) {
		return nil, false
	}
	sc.ledger.read(jointSummary{fn})
	s, known := sc.joint[fn]
	if !known {
		s = sc.join(fn)
		sc.joint[fn] = s
	}
	return s, s != nil
}

// join joins the summaries of the methods behind one of an interface, nil where
// none is seen.
func (sc *Scope) join(fn *types.Func) *summary.Summary {
	var all, around []*summary.Summary
	for _, impl := range sc.Summaries.Implementations(fn) {
		sc.behindOf[impl] = append(sc.behindOf[impl], fn)
		list := &all
		if sc.decorates(impl, fn) {
			list = &around
		}
		s := sc.Summaries.Of(impl)
		if s == nil {
			*list = append(*list, &summary.Summary{})
			continue
		}
		for _, at := range sc.Summaries.ImplementedAt(fn, impl) {
			*list = append(*list, embeddedAt(s, at))
		}
	}
	if len(all)+len(around) == 0 {
		return nil
	}
	s := common(all, around)
	commonPools(s, append(all, around...))
	return s
}

// global finds a package-level variable, and a path from it, by full name.
func (sc *Scope) global(name string) origin {
	if sc.program == nil {
		return origin{}
	}
	for i, c := range name { // paths have dots, too
		if c != '.' || sc.visible[name[:i]] == nil {
			continue
		}
		id, fields, _ := strings.Cut(name[i+1:], ".")
		if fields != "" {
			fields = "." + fields
		}
		if v, ok := sc.visible[name[:i]].Scope().Lookup(id).(*types.Var); ok {
			return origin{root: sc.program.Global(v), path: fields}
		}
	}
	return origin{}
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" && named.Obj().Name() == "Context"
}

// behind takes a method of the user's interface for that of a handle type of
// the models which implements it: a DBTX-like interface runs statements
// whatever is behind it, and one with BeginTx opens transactions.
func (sc *Scope) behind(recv types.Type, method *types.Func) *types.Func {
	iface, ok := recv.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return nil
	}
	h, known := sc.behindType[recv]
	if !known {
		h = sc.handleBehind(iface)
		sc.behindType[recv] = h
	}
	if h == nil {
		return nil
	}
	return methodOf(h, method)
}

// handleBehind returns the first handle type of the models that implements an
// interface, or nil.
func (sc *Scope) handleBehind(iface *types.Interface) types.Type {
	for _, list := range [][]types.Type{sc.handles, sc.pools} {
		for _, h := range list {
			if !types.IsInterface(h) && types.Implements(h, iface) {
				return h
			}
		}
	}
	return nil
}
