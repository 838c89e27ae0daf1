package catalog_test

import (
	"go/types"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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
// standard library that can reach a system call, wait for others, or reach what
// the models call an effect, and that the models don't name.
func TestNoSystemCallWithoutEntry(t *testing.T) {
	models := catalog.Default()
	for _, missing := range unnamed(t, models) {
		t.Errorf("no entry: %s", missing)
	}
}

// TestSystemCallsAreFound shows that the list is not empty for want of looking.
func TestSystemCallsAreFound(t *testing.T) {
	none, err := catalog.Load(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, missing := range unnamed(t, none) {
		fn, _, _ := strings.Cut(missing, " → ")
		found[fn] = true
	}
	for _, fn := range []string{
		"os.ReadFile", "(*os.File).Write", "(*net.conn).Read", "net.Dial", "(*os/exec.Cmd).Run", "path/filepath.WalkDir",
		"time.Sleep", "(*sync.WaitGroup).Wait", "(*sync.Cond).Wait", "(*net/textproto.Pipeline).StartRequest",
		"syscall.Getpid", "(time.Time).String",
	} {
		if !found[fn] {
			t.Errorf("not found: %s", fn)
		}
	}
	for _, fn := range []string{"strings.ToUpper", "strconv.Itoa", "(*bytes.Buffer).Write", "sort.Strings", "net/url.Parse", "os.Getpid"} {
		if found[fn] != (fn == "os.Getpid") {
			t.Errorf("%s: found %v", fn, found[fn])
		}
	}
}

// unnamed lists the exported functions that can reach an effect and have no
// entry, each with the way there.
func unnamed(t *testing.T, models *catalog.Catalog) []string {
	pkgs := std(t)
	g := newCallGraph(models, pkgs)
	var all []string
	for _, p := range pkgs {
		if !importable(p.PkgPath) {
			continue
		}
		for _, fn := range exportedFuncs(p.Types) {
			if _, known := models.Func(fn); known {
				continue
			}
			if way := g.way(fn, g.isEffect); way != nil {
				all = append(all, path(way))
			}
		}
	}
	slices.Sort(all)
	return all
}

// isEffect tells whether a way ends here: at the kernel, at a wait, or at what
// the models know.
func (g *callGraph) isEffect(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	switch {
	case !ok || g.harmless(fn):
		return false
	case parking[fn.FullName()] || g.waits[fn] || g.entersKernel(fn):
		return true
	}
	m, _ := g.models.Func(fn)
	return m.Effect != "" && m.Effect != catalog.Lock || m.Stmt != nil || len(m.Through) > 0 && !m.Wraps
}

// entersKernel tells whether fn is written in assembly in one of the packages
// that may make system calls.
func (g *callGraph) entersKernel(fn *types.Func) bool {
	if fn.Pkg() == nil || fn.Signature().Recv() != nil || g.bodies[fn] || len(g.edges[fn]) > 0 {
		return false
	}
	path := fn.Pkg().Path()
	return path == "syscall" && !strings.HasPrefix(fn.Name(), "runtime_") || strings.HasPrefix(path, "internal/runtime/syscall")
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
	return strings.Join(names, " → ")
}
