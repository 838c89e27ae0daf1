package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/txlint/txlint/internal/spell"
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
	var f modelFile
	err := Decode(file, data, &f)
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s:1: the file is empty; a model has library, modules and packages", file)
	case err != nil:
		return nil, err
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
		return nil, locate(file, &wrong, nil)
	}
	slices.SortFunc(library.Blocks, func(a, b Block) int { return strings.Compare(a.Packages, b.Packages) })
	return &parsedFile{library, models}, nil
}

// Decode decodes a YAML file whose keys are all known. Each line of its error is
// file:line and one thing that is wrong; it is io.EOF where nothing is said.
func Decode(file string, data []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	err := d.Decode(into)
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case err != nil:
		return locate(file, err, keysOf(into))
	case !errors.Is(d.Decode(&yaml.Node{}), io.EOF):
		return fmt.Errorf("%s:1: the file holds more than one document", file)
	}
	return nil
}

// wrongf makes an error of the form that the YAML library collects, so that a
// file's mistakes are told all at once.
func wrongf(line int, format string, args ...any) *yaml.TypeError {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %s", line, fmt.Sprintf(format, args...))}}
}

var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (?s:(.*))$`)
	unknownField = regexp.MustCompile(`^field (.*) not found in type (.*)$`)
)

// locate puts file and line before each thing that err says, in line order.
// keys are those that there are, by type.
func locate(file string, err error, keys map[string][]string) error {
	texts := []string{err.Error()}
	if te, ok := errors.AsType[*yaml.TypeError](err); ok {
		texts = te.Errors
	}
	byLine := map[int][]error{}
	for _, s := range texts {
		line := 1
		if m := yamlLine.FindStringSubmatch(s); m != nil {
			line, _ = strconv.Atoi(m[1])
			s = m[2]
			if u := unknownField.FindStringSubmatch(s); u != nil {
				s = "unknown key " + u[1] + spell.Hint(u[1], keys[u[2]])
			}
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

// KeysOf lists the keys of the struct type T that a file is decoded into.
func KeysOf[T any]() []string {
	t := reflect.TypeFor[T]()
	return keysOf(reflect.Zero(t).Interface())[t.String()]
}

// keysOf lists the keys of the structs that a file is decoded into, by type.
func keysOf(into any) map[string][]string {
	keys := map[string][]string{}
	var visit func(owner string, t reflect.Type)
	visit = func(owner string, t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			visit("", t.Elem())
		case reflect.Map:
			visit("", t.Elem())
		case reflect.Struct:
			if owner == "" {
				if owner = t.String(); keys[owner] != nil {
					return
				}
			}
			for f := range t.Fields() {
				switch key, options, _ := strings.Cut(f.Tag.Get("yaml"), ","); {
				case options == "inline":
					visit(owner, f.Type)
				case key != "":
					keys[owner] = append(keys[owner], key)
					visit("", f.Type)
				}
			}
		}
	}
	visit("", reflect.TypeOf(into))
	return keys
}
