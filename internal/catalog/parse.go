package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// modelFile is the form of a model file: what is known about one library, or
// about a few packages that belong together.
type modelFile struct {
	Library  string         `yaml:"library"`
	Modules  []string       `yaml:"modules"`   // "std", or path@version that the entries were checked against
	Skipped  []string       `yaml:"unchecked"` // modules that no proxy serves
	Packages map[text]block `yaml:"packages"`
}

// parsedFile is a model file, ready to be asked.
type parsedFile struct {
	library Library
	blocks  map[string]*pkgModel // by what the file writes
}

// text is a string that knows its line.
type text struct {
	value string
	line  int
}

// UnmarshalYAML takes a scalar.
func (t *text) UnmarshalYAML(n *yaml.Node) error {
	t.line = n.Line
	return n.Decode(&t.value)
}

// parse parses a model file. Each line of an error is file:line and one thing
// that is wrong.
func parse(file string, data []byte) (*parsedFile, error) {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var f modelFile
	err := d.Decode(&f)
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s:1: the file is empty; a model has library, modules and packages", file)
	case err != nil:
		return nil, locate(file, err)
	case f.Library == "":
		return nil, fmt.Errorf("%s:1: the model has no library", file)
	case len(f.Packages) == 0:
		return nil, fmt.Errorf("%s:1: the model has no packages", file)
	}
	if err := checkModules(f.Modules); err != nil {
		return nil, fmt.Errorf("%s:1: %w", file, err)
	}
	models := map[string]*pkgModel{}
	library := Library{Name: f.Library, File: file, Modules: f.Modules, Unchecked: f.Skipped}
	var wrong yaml.TypeError
	for path, b := range f.Packages {
		m := b.build(&wrong)
		if m.family, err = parseFamily(path.value); err != nil {
			wrong.Errors = append(wrong.Errors, wrongf(path.line, "%q is %v", path.value, err).Errors...)
		}
		models[path.value] = m
		library.Blocks = append(library.Blocks, describe(path.value, m))
	}
	if len(wrong.Errors) > 0 {
		return nil, locate(file, &wrong)
	}
	slices.SortFunc(library.Blocks, func(a, b Block) int { return strings.Compare(a.Packages, b.Packages) })
	return &parsedFile{library, models}, nil
}

// wrongf makes an error of the form that the YAML library collects, so that a
// file's mistakes are told all at once.
func wrongf(line int, format string, args ...any) *yaml.TypeError {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %s", line, fmt.Sprintf(format, args...))}}
}

var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (?s:(.*))$`)
	unknownField = regexp.MustCompile(`^field (.*) not found in type .*$`)
)

// locate puts file and line before each thing that err says, in line order.
func locate(file string, err error) error {
	texts := []string{err.Error()}
	if te, ok := errors.AsType[*yaml.TypeError](err); ok {
		texts = te.Errors
	}
	byLine := map[int][]error{}
	for _, s := range texts {
		line := 1
		if m := yamlLine.FindStringSubmatch(s); m != nil {
			line, _ = strconv.Atoi(m[1])
			s = unknownField.ReplaceAllString(m[2], "unknown key $1")
		}
		byLine[line] = append(byLine[line], fmt.Errorf("%s:%d: %s", file, line, s))
	}
	var all []error
	for _, line := range slices.Sorted(maps.Keys(byLine)) {
		slices.SortFunc(byLine[line], func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
		all = append(all, byLine[line]...)
	}
	return errors.Join(all...)
}
