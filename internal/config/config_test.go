package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/txlint/txlint/internal/config"
	"github.com/txlint/txlint/internal/report"
)

func TestParse(t *testing.T) {
	f, err := config.Parse("/src/app/.txlint.yml", ".txlint.yml", []byte(`
enable: [all]
disable:
  - http-in-tx
levels: {mail-in-tx: note}
tests: true
exclude: [internal/old/, "**/*_gen.go", ./cmd/*/main.go]
max-statements: 5
max-duration: 250ms
require-foreign-keys: true
models:
  - package: example.com/acme
    effects: {mail: [Send]}
`))
	if err != nil {
		t.Fatal(err)
	}
	c := f.Analyzer()
	if !c.Tests || !c.RequireForeignKeys || c.MaxStatements != 5 || c.MaxDuration != 250*time.Millisecond || c.Levels["mail-in-tx"] != report.Note {
		t.Errorf("%+v", c)
	}
	if len(c.Enable) != 1 || len(c.Disable) != 1 || c.Models == nil {
		t.Errorf("%+v", c)
	}
	for file, want := range map[string]bool{
		"/src/app/internal/old/deep/a.go": true,
		"/src/app/internal/older/a.go":    false,
		"/src/app/x/y_gen.go":             true,
		"/src/app/cmd/tool/main.go":       true,
		"/src/app/cmd/tool/run.go":        false,
		"/src/other/internal/old/a.go":    false,
	} {
		if got := c.Excluded(file); got != want {
			t.Errorf("Excluded(%s) = %t, want %t", file, got, want)
		}
	}
}

func TestParseNothing(t *testing.T) {
	for _, text := range []string{"", "# nothing but a comment\n", "---\n"} {
		f, err := config.Parse("/x/.txlint.yml", ".txlint.yml", []byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if c := f.Analyzer(); c.Excluded != nil || c.Models != nil || c.Enable != nil {
			t.Errorf("%q: %+v", text, c)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "tests: true\nenabel: [all]", "f:2: unknown key enabel; did you mean enable?"},
		{"unknown rule", "enable:\n  - http-in-tx\n  - htp-in-tx", `f:3: unknown rule "htp-in-tx"; did you mean http-in-tx?`},
		{"unknown rule to disable", "disable: [smtp]", `f:1: unknown rule "smtp"`},
		{"level of an unknown rule", "levels:\n  mial-in-tx: error", `f:2: unknown rule "mial-in-tx"; did you mean mail-in-tx?`},
		{"level of all", "levels: {all: error}", `f:1: unknown rule "all"`},
		{"unknown level", "levels:\n  mail-in-tx: fatal", `f:2: unknown level "fatal"; there are error, warning and note`},
		{"no list", "enable: all", "f:1: cannot unmarshal"},
		{"no boolean", "tests: maybe", "f:1: cannot unmarshal"},
		{"no number", "\nmax-statements: many", "f:2: cannot unmarshal"},
		{"too small a number", "max-statements: 0", "f:1: max-statements is a number from 1, not 0"},
		{"no duration", "max-duration: fast", `f:1: max-duration is a duration such as 500ms or 2s, not "fast"`},
		{"negative duration", "max-duration: -1s", `f:1: max-duration is a duration`},
		{"bad pattern", "exclude:\n  - 'a[b'", `f:2: "a[b" is no pattern`},
		{"pattern outside", "exclude: [../other]", `f:1: "../other" is no pattern`},
		{"absolute pattern", "exclude: [/etc]", `f:1: "/etc" is no pattern`},
		{"unknown key of a model", "models:\n  - package: p\n    efects: {}", "f:3: unknown key efects; did you mean effects?"},
		{"unknown kind of a model", "models:\n  - package: p\n    effects: {smtp: [F]}", `f:3: unknown kind of effect "smtp"`},
		{"two documents", "tests: true\n---\ntests: false", "f:1: the file holds more than one document"},
		{"no YAML", "enable: [", "f:1: did not find expected node content"},
		{"all mistakes at once", "enable: [a]\ndisable: [b]", "f:1: unknown rule \"a\"\nf:2: unknown rule \"b\""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Parse("/x/f", "f", []byte(tt.text))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// TestFind: a named file, before that of the environment, before the nearest.
func TestFind(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	find := func(named, want string) {
		t.Helper()
		if got, err := config.Find(deep, named); err != nil || got != want {
			t.Errorf("Find = %q, %v, want %q", got, err, want)
		}
	}
	write := func(name string) string {
		path := filepath.Join(root, name)
		if err := os.WriteFile(path, []byte("tests: true\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv(config.Env, "")
	outer := write(config.Name)
	find("", outer)
	inner := write("a/" + config.Name)
	find("", inner)
	find("other.yml", filepath.Join(deep, "other.yml"))
	t.Setenv(config.Env, outer)
	find("", outer)
	find("/x/y.yml", "/x/y.yml")
	f, err := config.Load(deep, inner)
	if err != nil || !f.Analyzer().Tests || f.Path != inner {
		t.Errorf("Load = %+v, %v", f, err)
	}
	if _, err := config.Load(deep, "nowhere.yml"); err == nil {
		t.Error("a file that is named and missing is no error")
	}
}

func TestUselessExcludes(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := config.Parse(filepath.Join(dir, config.Name), config.Name, []byte("exclude:\n  - '*.go'\n  - '**/b.go'\n  - gone\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range f.UselessExcludes() {
		got = append(got, w.Error())
	}
	if want := ".txlint.yml:3: exclude: no file matches \"**/b.go\"\n.txlint.yml:4: exclude: no file matches \"gone\""; strings.Join(got, "\n") != want {
		t.Errorf("got %q", got)
	}
}
