package docs_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/config"
)

const schemaFile = "txlint.schema.json"

// schema compiles the JSON schema of the configuration.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain turns YAML into what JSON would be.
func plain(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func parses(text string) error {
	_, err := config.Parse("/app/"+config.Name, config.Name, []byte(text))
	return err
}

// examples lists the YAML examples of a page.
func examples(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		list = append(list, m[1])
	}
	return list
}

// settings takes the settings out of an example of golangci-lint's
// configuration; another one is returned as it is.
func settings(t *testing.T, text string) string {
	t.Helper()
	var doc struct {
		Linters struct {
			Settings struct {
				Custom struct {
					Txlint struct{ Settings yaml.Node }
				}
			}
		}
	}
	if !strings.HasPrefix(text, "version:") {
		return text
	}
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	out, err := yaml.Marshal(&doc.Linters.Settings.Custom.Txlint.Settings)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestDocumentedConfigurations: the examples of the pages and what init writes
// are right, for the schema and for txlint. What is a comment in the template
// is right too.
func TestDocumentedConfigurations(t *testing.T) {
	s := schema(t)
	all := slices.DeleteFunc(append(examples(t, "configuration.md"), examples(t, readme)...), isWorkflow)
	golangci, err := os.ReadFile("../.golangci.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, string(golangci[bytes.Index(golangci, []byte("version:")):]))
	if len(all) < 5 {
		t.Fatalf("%d examples", len(all))
	}
	template := string(config.Template)
	all = append(all, template, uncommented(template))
	for _, text := range all {
		text = settings(t, text)
		if err := s.Validate(plain(t, text)); err != nil {
			t.Errorf("schema: %v:\n%s", err, text)
		}
		if err := parses(text); err != nil {
			t.Errorf("txlint: %v:\n%s", err, text)
		}
	}
}

// uncommented takes the examples of the template out of their comments.
func uncommented(text string) string {
	text = regexp.MustCompile(`(?m)^(levels|exclude|models): .*$`).ReplaceAllString(text, "$1:")
	return regexp.MustCompile(`(?m)^#  `).ReplaceAllString(text, "  ")
}

// TestSchemaRejects: what is wrong, neither the schema nor txlint takes.
func TestSchemaRejects(t *testing.T) {
	s := schema(t)
	for _, text := range []string{
		"enabel: [all]",
		"enable: all",
		"enable: [htp-in-tx]",
		"disable: [1]",
		"levels: {all: error}",
		"levels: {http-in-tx: fatal}",
		"tests: maybe",
		"exclude: ['']",
		"exclude: [/etc]",
		"max-statements: 0",
		"max-statements: many",
		"max-duration: fast",
		"max-duration: -1s",
		"require-foreign-keys: 1",
		"models: {}",
		"models: [{effects: {http: [F]}}]",
		"models: [{package: p, efects: {}}]",
		"models: [{package: p, effects: {htp: [F]}}]",
		"models: [{package: p, effects: [F]}]",
		"models: [{package: p, logs: [Client.Do]}]",
		"models: [{package: p, logs: [{(*T): {(*U): [F]}}]}]",
		"models: [{package: p, opens: [{func: F, txx: 0}]}]",
		"models: [{package: p, opens: [{func: F, tx: first}]}]",
		"models: [{package: p, opens: [{func: F, nested: deep}]}]",
		"models: [{package: p, statements: [{func: F, late: false}]}]",
		"models: [{package: p, default: clear}]",
		"models: [{package: p, roles: {server: [T]}}]",
		"models: [{package: p, noreturn: {die: [F]}}]",
	} {
		if s.Validate(plain(t, text)) == nil {
			t.Errorf("the schema takes %s", text)
		}
		if parses(text) == nil {
			t.Errorf("txlint takes %s", text)
		}
	}
}

// TestSchemaIsComplete: it knows all rules, all kinds and all keys.
func TestSchemaIsComplete(t *testing.T) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Properties map[string]any
		Defs       struct {
			Rule, Kind struct{ Enum []string }
			Model      struct{ Properties map[string]any }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if ids := analyzer.RuleIDs(); *update {
		renewed := regexp.MustCompile(`(?s)("rule": \{\s*"enum": \[\s*).*?(\s*\])`).ReplaceAll(text, []byte(`${1}"`+strings.Join(ids, "\",\n        \"")+`"${2}`))
		if err := os.WriteFile(schemaFile, renewed, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !slices.Equal(doc.Defs.Rule.Enum, ids) {
		t.Errorf("the schema knows other rules than the registry (go test ./docs -update renews it)")
	}
	var kinds []string
	for _, k := range catalog.Kinds {
		kinds = append(kinds, string(k))
	}
	if !slices.Equal(doc.Defs.Kind.Enum, kinds) {
		t.Errorf("kinds: %v, want %v", doc.Defs.Kind.Enum, kinds)
	}
	file, model := config.Keys()
	sameKeys(t, "file", doc.Properties, file)
	sameKeys(t, "model", doc.Defs.Model.Properties, model)
}

func sameKeys(t *testing.T, what string, schema map[string]any, keys []string) {
	t.Helper()
	for _, k := range keys {
		if schema[k] == nil {
			t.Errorf("%s: the schema does not know %s: add it to %s", what, k, schemaFile)
		}
	}
	if len(schema) != len(keys) {
		t.Errorf("%s: the schema has %d keys, want %v", what, len(schema), keys)
	}
}
