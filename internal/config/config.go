// Package config reads .txlint.yml: which rules are on and how much their
// findings weigh, what is left out, and what functions of the user's mean. It
// knows the rules by name, and nothing of how they work.
package config

import (
	"errors"
	"fmt"
	"go/types"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/spell"
)

// Name is the name of the file.
const Name = ".txlint.yml"

// Env is the environment variable that names the file, where -config doesn't.
// Under go vet, where no flag can, it does so for all processes.
const Env = "TXLINT_CONFIG"

// A File is a configuration file in force. The zero value is that of no file.
type File struct {
	Path  string // absolute, or "" where there is none
	Shown string // its name in messages
	Data  []byte

	excludes []located[string]
	config   analyzer.Config
}

// document is the form of the file.
type document struct {
	Enable  []located[string]                   `yaml:"enable"`
	Disable []located[string]                   `yaml:"disable"`
	Levels  map[located[string]]located[string] `yaml:"levels"`
	Tests   located[bool]                       `yaml:"tests"`
	Exclude []located[string]                   `yaml:"exclude"`
	Models  []catalog.Own                       `yaml:"models"`

	MaxStatements      located[int]    `yaml:"max-statements"`
	MaxDuration        located[string] `yaml:"max-duration"`
	RequireForeignKeys located[bool]   `yaml:"require-foreign-keys"`
}

// Keys lists the keys of the file, and those of a model in it.
func Keys() (file, model []string) {
	return catalog.KeysOf[document](), catalog.KeysOf[catalog.Own]()
}

// located is a value that knows its line.
type located[T any] struct {
	value T
	line  int
}

// UnmarshalYAML takes what T takes.
func (l *located[T]) UnmarshalYAML(n *yaml.Node) error {
	l.line = n.Line
	return n.Decode(&l.value)
}

// Find returns the name of the file in force: the one that is named, or the one
// that the environment names, or the nearest one in dir and above; "" for none.
// Relative names count from dir.
func Find(dir, named string) (string, error) {
	if named == "" {
		named = os.Getenv(Env)
	}
	if named != "" {
		if !filepath.IsAbs(named) {
			named = filepath.Join(dir, named)
		}
		return named, nil
	}
	for d := dir; ; d = filepath.Dir(d) {
		path := filepath.Join(d, Name)
		_, err := os.Stat(path)
		switch {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		case d == filepath.Dir(d):
			return "", nil
		}
	}
}

// Load finds and reads the file in force, see [Find].
func Load(dir, named string) (*File, error) {
	path, err := Find(dir, named)
	if err != nil || path == "" {
		return &File{}, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, relative(dir, path), data)
}

// relative is the name of a file as people near dir write it.
func relative(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// Parse reads the text of a file. Each line of its error is shown:line and one
// thing that is wrong.
func Parse(path, shown string, data []byte) (*File, error) {
	var doc document
	if err := catalog.Decode(shown, data, &doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	p := parser{file: shown}
	f := &File{Path: path, Shown: shown, Data: data, excludes: p.excludes(doc.Exclude)}
	f.config = analyzer.Config{
		Enable: p.rules(doc.Enable, true), Disable: p.rules(doc.Disable, true), Levels: p.levels(doc.Levels),
		Tests: doc.Tests.value, RequireForeignKeys: doc.RequireForeignKeys.value,
		MaxStatements: p.maxStatements(doc.MaxStatements), MaxDuration: p.maxDuration(doc.MaxDuration),
	}
	if len(doc.Exclude) > 0 {
		f.config.Excluded = f.excluded
	}
	if len(doc.Models) > 0 {
		var err error
		f.config.Models, err = catalog.Default().With(shown, doc.Models)
		p.wrong = append(p.wrong, err)
	}
	if err := errors.Join(p.wrong...); err != nil {
		return nil, err
	}
	return f, nil
}

// Analyzer returns what the file says, for the analyzer.
func (f *File) Analyzer() analyzer.Config { return f.config }

// Check checks the models of the file against the packages that were loaded:
// its error names what they don't declare, and the warnings tell which models
// are about none of them.
func (f *File) Check(pkgs []*types.Package) (warnings []error, err error) {
	models := f.config.Models
	if models == nil {
		return nil, nil
	}
	var paths []string
	for _, p := range pkgs {
		paths = append(paths, p.Path())
	}
	return models.Missing(paths), models.Verify(pkgs...)
}

// parser checks what a file says.
type parser struct {
	file  string
	wrong []error
}

func (p *parser) failf(line int, format string, args ...any) {
	p.wrong = append(p.wrong, fmt.Errorf("%s:%d: %s", p.file, line, fmt.Sprintf(format, args...)))
}

// rules takes ids of rules, or all.
func (p *parser) rules(list []located[string], all bool) []string {
	var ids []string
	for _, id := range list {
		if !(all && id.value == "all") && !slices.Contains(analyzer.RuleIDs(), id.value) {
			p.failf(id.line, "unknown rule %q%s", id.value, spell.Hint(id.value, analyzer.RuleIDs()))
		}
		ids = append(ids, id.value)
	}
	return ids
}

var levels = []string{string(report.Error), string(report.Warning), string(report.Note)}

func (p *parser) levels(given map[located[string]]located[string]) map[string]report.Level {
	set := map[string]report.Level{}
	for _, id := range slices.SortedFunc(maps.Keys(given), func(a, b located[string]) int { return a.line - b.line }) {
		p.rules([]located[string]{id}, false)
		level := given[id]
		if !slices.Contains(levels, level.value) {
			p.failf(level.line, "unknown level %q; there are error, warning and note", level.value)
		}
		set[id.value] = report.Level(level.value)
	}
	return set
}

func (p *parser) maxStatements(n located[int]) int {
	if n.line > 0 && n.value < 1 {
		p.failf(n.line, "max-statements is a number from 1, not %d", n.value)
	}
	return n.value
}

func (p *parser) maxDuration(text located[string]) time.Duration {
	if text.line == 0 {
		return 0
	}
	d, err := time.ParseDuration(text.value)
	if err != nil || d <= 0 {
		p.failf(text.line, "max-duration is a duration such as 500ms or 2s, not %q", text.value)
	}
	return d
}
