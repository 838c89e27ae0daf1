package load

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// check parses and type-checks a package when its imports are done.
func (l *loader) check(j *job) {
	defer close(j.done)
	for _, imp := range j.pkg.Imports {
		<-l.jobs[imp].done
	}
	l.slots <- struct{}{}
	defer func() { <-l.slots }()
	p := j.pkg
	p.Fset, p.TypesSizes = l.fset, l.sizes
	if p.PkgPath == "unsafe" {
		p.Types, p.TypesInfo = types.Unsafe, &types.Info{}
		return
	}
	j.note(p.Errors)
	files := l.parse(j)
	conf := &types.Config{
		Importer:         importer{p},
		Sizes:            p.TypesSizes,
		IgnoreFuncBodies: !j.bodies,
		FakeImportC:      !j.bodies,
		GoVersion:        goVersion(p),
		Error:            func(err error) { j.typeError(err) },
	}
	info := &types.Info{}
	if j.bodies {
		info = newInfo()
		p.Syntax = files
	}
	p.TypesInfo = info
	p.Types, _ = conf.Check(p.PkgPath, l.fset, files, info)
	p.IllTyped = len(j.errs) > 0
}

// note takes over what the go command said.
func (j *job) note(errs []packages.Error) {
	for _, e := range errs {
		j.errs = append(j.errs, Error{j.pkg.PkgPath, known(e.Pos), e.Msg})
	}
}

// typeError notes an error, of packages with bodies: those of a library's
// declarations are the library's. Where the go command said what is wrong with
// the package, that comes first, and the rest may come of it.
func (j *job) typeError(err error) {
	if !j.bodies || len(j.pkg.Errors) > 0 {
		return
	}
	var e types.Error
	if te, ok := err.(types.Error); ok {
		e = te
	}
	if e.Soft && len(j.errs) > 0 || j.toldOfImport(e.Msg) {
		return
	}
	j.errs = append(j.errs, Error{j.pkg.PkgPath, e.Fset.Position(e.Pos).String(), e.Msg})
}

// toldOfImport reports whether an error is that of an import of which the go
// command said why.
func (j *job) toldOfImport(msg string) bool {
	path, ok := strings.CutPrefix(msg, "could not import ")
	path, _, _ = strings.Cut(path, " ")
	imp := j.pkg.Imports[path]
	return ok && imp != nil && len(imp.Errors) > 0
}

// known drops the position "-" of the go command.
func known(pos string) string {
	if pos == "-" {
		return ""
	}
	return pos
}

func (l *loader) parse(j *job) []*ast.File {
	mode := parser.SkipObjectResolution
	if j.bodies {
		mode |= parser.ParseComments
	}
	var files []*ast.File
	var n numbered
	for _, name := range j.files {
		var src any
		if other, ok := l.replaced[name]; ok {
			text, err := os.ReadFile(other)
			if err != nil {
				j.errs = append(j.errs, Error{j.pkg.PkgPath, name, err.Error()})
				continue
			}
			src = text
		}
		f, err := parser.ParseFile(l.fset, name, src, mode)
		if err != nil && j.bodies && len(j.pkg.Errors) == 0 {
			j.parseError(name, err)
		}
		if f != nil {
			if !j.bodies {
				n.constants(f)
			}
			files = append(files, f)
		}
	}
	return files
}

func (j *job) parseError(name string, err error) {
	if list, ok := err.(scanner.ErrorList); ok {
		for _, e := range list {
			j.errs = append(j.errs, Error{j.pkg.PkgPath, e.Pos.String(), e.Msg})
		}
		return
	}
	j.errs = append(j.errs, Error{j.pkg.PkgPath, name, err.Error()})
}

func goVersion(p *packages.Package) string {
	if p.Module != nil && p.Module.GoVersion != "" {
		return "go" + p.Module.GoVersion
	}
	return ""
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
}

// readOverlay reads the file that -overlay names, in the form of the go
// command: {"Replace": {"file": "other file"}}.
// Relative names count from dir.
func readOverlay(dir, name string) (map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	absolute := func(file string) string {
		if !filepath.IsAbs(file) {
			file = filepath.Join(dir, file)
		}
		return filepath.Clean(file)
	}
	name = absolute(name)
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &overlay); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	replaced := map[string]string{}
	for file, other := range overlay.Replace {
		replaced[absolute(file)] = absolute(other)
	}
	return replaced, nil
}
