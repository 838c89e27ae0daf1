// Package verify holds the models of libraries against the libraries: its test
// fetches each module that a model names, in the version that it names, and
// checks every name, index, type and rule. It is a module of its own, so that
// nobody else downloads them.
package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// workspace is a temporary module that requires modules in exact versions.
type workspace struct {
	dir     string
	modules []string // path@version
}

// workspaces puts modules into as few workspaces as possible: where a version
// does not go together with the others, in one that comes later.
func workspaces(root string, modules []string) ([]*workspace, error) {
	var all []*workspace
	for len(modules) > 0 {
		w := &workspace{dir: filepath.Join(root, fmt.Sprint(len(all)))}
		left, err := w.require(modules)
		if err != nil {
			return nil, err
		}
		if len(w.modules) == 0 {
			return nil, fmt.Errorf("no workspace can have the versions %v", left)
		}
		all, modules = append(all, w), left
	}
	return all, nil
}

// require makes the workspace, and returns the modules that do not go together
// with the others in it.
func (w *workspace) require(modules []string) (left []string, err error) {
	if err := os.MkdirAll(w.dir, 0o755); err != nil {
		return nil, err
	}
	if err := w.write(modules); err != nil {
		return nil, err
	}
	selected, err := w.selected(modules)
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		path, version, _ := strings.Cut(m, "@")
		if selected[path] == version {
			w.modules = append(w.modules, m)
		} else {
			left = append(left, m)
		}
	}
	return left, w.write(w.modules)
}

// write writes the go.mod.
func (w *workspace) write(modules []string) error {
	var b bytes.Buffer
	fmt.Fprintln(&b, "module workspace\n\ngo 1.26.0")
	for _, m := range modules {
		fmt.Fprintf(&b, "require %s\n", strings.Replace(m, "@", " ", 1))
	}
	return os.WriteFile(filepath.Join(w.dir, "go.mod"), b.Bytes(), 0o600)
}

// selected returns the versions that the go command selects, by module path.
func (w *workspace) selected(modules []string) (map[string]string, error) {
	args := []string{"list", "-m", "-json=Path,Version"}
	for _, m := range modules {
		path, _, _ := strings.Cut(m, "@")
		args = append(args, path)
	}
	out, err := w.run(args...)
	if err != nil {
		return nil, err
	}
	versions := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var m struct{ Path, Version string }
		if err := d.Decode(&m); err != nil {
			return nil, err
		}
		versions[m.Path] = m.Version
	}
	return versions, nil
}

// find returns the import paths of the packages that match patterns, by what
// they match.
func (w *workspace) find(patterns []string) (map[string][]string, error) {
	out, err := w.run(append([]string{"list", "-e", "-find", "-f", "{{if .GoFiles}}{{range .Match}}{{.}} {{end}}{{.ImportPath}}{{end}}", "--"}, patterns...)...)
	found := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		for _, pattern := range fields[:max(0, len(fields)-1)] {
			found[pattern] = append(found[pattern], fields[len(fields)-1])
		}
	}
	return found, err
}

func (w *workspace) run(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = w.dir, environment()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, stderr.Bytes())
	}
	return out, nil
}

// environment makes packages the same everywhere.
func environment() []string {
	return append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=-mod=mod")
}

// load returns packages with the types of their declarations.
func (w *workspace) load(paths []string) ([]*packages.Package, error) {
	slices.Sort(paths)
	return packages.Load(&packages.Config{
		Mode:      packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps,
		Dir:       w.dir,
		Env:       environment(),
		ParseFile: parseDeclarations,
	}, slices.Compact(paths)...)
}

// parseDeclarations parses a file and leaves out the bodies of its functions.
func parseDeclarations(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if f != nil {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				fn.Body = nil
			}
		}
	}
	return f, err
}
