package catalog_test

import (
	"go/types"
	"strings"
	"testing"

	"github.com/txlint/txlint/internal/catalog"
)

// parking are functions of the runtime, declared without a body where they are
// used, that wait for time, for the network or for other goroutines.
var parking = map[string]bool{
	"time.Sleep":                       true,
	"sync.runtime_SemacquireWaitGroup": true,
	"sync.runtime_notifyListWait":      true,
	"internal/poll.runtime_pollWait":   true,
	"os/signal.signal_recv":            true,
}

// TestNoSystemCallWithoutEntry lists the exported functions and methods of the
// standard library that can reach a system call and that the models don't name.
func TestNoSystemCallWithoutEntry(t *testing.T) {
	pkgs := std(t)
	models := catalog.Default()
	g := newCallGraph(models, pkgs)
	isEffect := func(obj types.Object) bool {
		fn, ok := obj.(*types.Func)
		if !ok || g.harmless(fn) {
			return false
		}
		if parking[fn.FullName()] || systemCall(g, fn) {
			return true
		}
		m, ok := models.Func(fn)
		return ok && (m.Effect != "" && m.Effect != catalog.Lock || m.Stmt != nil || len(m.Through) > 0 && !m.Wraps)
	}
	for _, p := range pkgs {
		if !importable(p.PkgPath) {
			continue
		}
		for _, fn := range exportedFuncs(p.Types) {
			if _, known := models.Func(fn); known {
				continue
			}
			if way := g.way(fn, isEffect); way != nil {
				t.Errorf("no entry for %s: %s", fn.FullName(), path(way))
			}
		}
	}
}

// systemCall tells whether fn enters the kernel: it is written in assembly, in
// one of the packages that may.
func systemCall(g *callGraph, fn *types.Func) bool {
	return fn.Pkg() != nil && !g.bodies[fn] && len(g.edges[fn]) == 0 &&
		(fn.Pkg().Path() == "syscall" && !strings.HasPrefix(fn.Name(), "runtime_") || strings.HasPrefix(fn.Pkg().Path(), "internal/runtime/syscall")) && fn.Signature().Recv() == nil
}

func path(way []types.Object) string {
	var names []string
	for _, o := range way {
		if fn, ok := o.(*types.Func); ok {
			names = append(names, fn.FullName())
		} else {
			names = append(names, o.Pkg().Path()+"."+o.Name())
		}
	}
	return strings.Join(names[1:], " → ")
}
