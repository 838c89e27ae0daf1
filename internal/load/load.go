// Package load brings packages into memory with bodies only where they matter:
// packages of the module and of dependencies that no model covers are parsed
// and type-checked whole, the standard library and the packages that models
// cover by their declarations alone. It compiles nothing, so it is as fast on a
// machine with an empty build cache.
package load

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// Config says what to load.
type Config struct {
	Dir        string // where the go command runs, "" for the working directory
	Patterns   []string
	BuildFlags []string // -tags, -mod, -modfile and -overlay, for the go command
	Overlay    string   // the file that -overlay names, or ""
	Tests      bool     // test files too
	// Opaque tells the packages of which the declarations are enough, where they
	// are not of the main module.
	Opaque func(pkgPath string) bool
}

// A Program is what was loaded.
type Program struct {
	Fset  *token.FileSet
	Roots []*packages.Package // those that the patterns name, without errors, sorted
	// Errors tells what could not be loaded, with positions where there are
	// some. Packages that depend on a broken one are in Skipped.
	Errors  []Error
	Skipped []string
	Loaded  int // packages loaded with bodies
}

// An Error is one thing that kept a package from being analysed.
type Error struct {
	Package string
	Pos     string // "file:line:col", or ""
	Msg     string
}

func (e Error) Error() string {
	if e.Pos == "" {
		return fmt.Sprintf("%s: %s", e.Package, e.Msg)
	}
	return e.Pos + ": " + e.Msg
}

// ErrNothing is returned when no package matches the patterns.
var ErrNothing = errors.New("no packages match")

// listMode asks for no types' sizes: with them, the go command compiles what
// imports "C".
const listMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedForTest

// Load loads packages. Its error means that nothing could be loaded at all.
func Load(c Config) (*Program, error) {
	replaced, err := readOverlay(c.Dir, c.Overlay)
	if err != nil {
		return nil, err
	}
	pc := &packages.Config{Mode: listMode, Dir: c.Dir, BuildFlags: c.BuildFlags, Tests: c.Tests, Fset: token.NewFileSet(), Env: os.Environ()}
	roots, err := packages.Load(pc, c.Patterns...)
	if err != nil {
		return nil, goError(err)
	}
	if len(roots) == 0 {
		return nil, ErrNothing
	}
	sizes, err := typeSizes(*pc)
	if err != nil {
		return nil, err
	}
	l := &loader{Config: c, fset: pc.Fset, sizes: sizes, replaced: replaced, slots: make(chan struct{}, runtime.GOMAXPROCS(0)), jobs: map[*packages.Package]*job{}}
	all, err := l.cgo(pc, l.plan(roots))
	if err != nil {
		return nil, err
	}
	var wg sync.WaitGroup
	for _, j := range all {
		wg.Go(func() { l.check(j) })
	}
	wg.Wait()
	return l.program(roots, all), nil
}

// typeSizes asks for the sizes of types, which are the same in all packages.
func typeSizes(pc packages.Config) (types.Sizes, error) {
	pc.Mode, pc.Tests = packages.NeedTypes|packages.NeedTypesSizes, false
	pkgs, err := packages.Load(&pc, "unsafe")
	if err != nil {
		return nil, goError(err)
	}
	return pkgs[0].TypesSizes, nil
}

// goError leaves of an error what the go command said.
func goError(err error) error {
	if _, said, ok := strings.Cut(err.Error(), ": stderr: "); ok {
		return errors.New(strings.TrimSpace(said))
	}
	return err
}

// A loader type-checks packages, each when its imports are done.
type loader struct {
	Config
	fset     *token.FileSet
	sizes    types.Sizes
	replaced map[string]string // by the overlay
	slots    chan struct{}     // bounds the packages that are checked at the same time
	jobs     map[*packages.Package]*job
}

// A job is one package to check.
type job struct {
	pkg    *packages.Package
	bodies bool
	files  []string
	done   chan struct{}
	errs   []Error
}

// main tells that a package is of what is linted.
func (j *job) main() bool {
	return j.pkg.Module != nil && j.pkg.Module.Main
}

// plan lists the packages that roots depend on, imports first.
func (l *loader) plan(roots []*packages.Package) []*job {
	var all []*job
	packages.Visit(roots, nil, func(p *packages.Package) {
		all = append(all, l.job(p))
	})
	return all
}

func (l *loader) job(p *packages.Package) *job {
	j := &job{pkg: p, files: p.GoFiles, done: make(chan struct{})}
	j.bodies = j.main() || !l.Opaque(p.PkgPath)
	l.jobs[p] = j
	return j
}

// program sorts out what can be analysed: packages without errors, all imports
// of which are without errors.
func (l *loader) program(roots []*packages.Package, all []*job) *Program {
	prog := &Program{Fset: l.fset}
	bad := map[*packages.Package]bool{}
	for _, j := range all {
		prog.Errors = append(prog.Errors, j.errs...)
		if j.bodies {
			prog.Loaded++
		}
		bad[j.pkg] = len(j.errs) > 0
		for _, imp := range j.pkg.Imports {
			if bad[imp] {
				bad[j.pkg] = true
			}
		}
		if bad[j.pkg] && len(j.errs) == 0 {
			prog.Skipped = append(prog.Skipped, j.pkg.PkgPath)
		}
	}
	for _, p := range roots {
		if !bad[p] {
			prog.Roots = append(prog.Roots, p)
		}
	}
	return prog
}

// importer gives a package the types of its imports.
type importer struct{ pkg *packages.Package }

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imp := i.pkg.Imports[path]
	if imp == nil || imp.Types == nil {
		return nil, fmt.Errorf("could not import %s", path)
	}
	return imp.Types, nil
}
