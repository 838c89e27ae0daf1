package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asGolangci makes the test binary behave as the command, so that what is
// tested is built once.
const asGolangci = "TXLINT_TEST_AS_GOLANGCI"

func TestMain(m *testing.M) {
	if os.Getenv(asGolangci) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// A place is where a rule found something: "store.go:12:9 http-in-tx", with the
// file relative to the linted directory.
type place string

// TestSameFindings lints the example, and a service of three layers with a
// configuration and directives, with each driver.
func TestSameFindings(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	layers, err := filepath.Abs(filepath.Join("testdata", "layers"))
	if err != nil {
		t.Fatal(err)
	}
	txlint := filepath.Join(t.TempDir(), "txlint.exe")
	if _, stderr, err := run(root, nil, "go", "build", "-o", txlint, "./cmd/txlint"); err != nil {
		t.Fatalf("go build: %v\n%s", err, stderr)
	}
	shop := filepath.Join(root, "examples", "shop")
	own := byCommand(t, txlint, shop)
	if len(own) == 0 {
		t.Fatal("txlint finds nothing in the shop")
	}
	compare(t, "go vet", byVet(t, txlint, shop), own)
	compare(t, "golangci-lint", byGolangci(t, filepath.Join(root, ".golangci.example.yml"), shop), own)

	want := []place{
		"audit/audit.go:14:1 bad-directive",
		"main.go:16:23 mail-in-tx",
		"service/service.go:44:2 publish-in-tx",
		"service/service.go:45:2 publish-in-tx",
		"service/service.go:46:2 forbidden-in-tx",
		"service/service.go:58:13 unbounded-tx",
	}
	compare(t, "txlint", byCommand(t, txlint, layers), want)
	compare(t, "go vet", byVet(t, txlint, layers), want)
	compare(t, "golangci-lint", byGolangci(t, filepath.Join(layers, ".golangci.yml"), layers), want)
}

// compare fails for every place that one driver has and the other has not. A
// place that stands twice counts twice.
func compare(t *testing.T, driver string, got, want []place) {
	t.Helper()
	count := map[place]int{}
	for _, p := range got {
		count[p]++
	}
	for _, p := range want {
		count[p]--
	}
	for _, p := range slices.Sorted(maps.Keys(count)) {
		switch n := count[p]; {
		case n > 0:
			t.Errorf("%s finds %s too", driver, p)
		case n < 0:
			t.Errorf("%s misses %s", driver, p)
		}
	}
}

// byVet reads the stream of objects, one a package, that go vet -json prints.
func byVet(t *testing.T, txlint, dir string) []place {
	t.Helper()
	stdout, stderr, err := run(dir, nil, "go", "vet", "-json", "-vettool="+txlint, "./...")
	if err != nil {
		t.Fatalf("go vet: %v\n%s", err, stderr)
	}
	var all []place
	for d := json.NewDecoder(bytes.NewReader(stdout)); ; {
		var byPackage map[string]map[string][]struct{ Category, Posn string }
		if err := d.Decode(&byPackage); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go vet: %v\n%s", err, stdout)
		}
		for _, analyzers := range byPackage {
			for _, f := range analyzers["txlint"] {
				all = append(all, place(strings.TrimPrefix(f.Posn, dir+string(filepath.Separator))+" "+f.Category))
			}
		}
	}
}

// rule is where a message of the plugin names its rule.
var rule = regexp.MustCompile(`\(([a-z-]+)\)$`)

// byGolangci runs golangci-lint with the configuration as it stands.
func byGolangci(t *testing.T, config, dir string) []place {
	t.Helper()
	env := []string{asGolangci + "=1", "GOLANGCI_LINT_CACHE=" + t.TempDir()}
	stdout, stderr, err := run(dir, env, os.Args[0], "run", "--config="+config,
		"--path-mode=abs", "--show-stats=false", "--output.json.path=stdout", "./...")
	mayFind(t, "golangci-lint", err, stderr)
	if len(stderr) > 0 {
		t.Errorf("golangci-lint warns:\n%s", stderr)
	}
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(stdout, &report); err != nil {
		t.Fatalf("golangci-lint: %v\n%s", err, stdout)
	}
	var all []place
	for _, i := range report.Issues {
		m := rule.FindStringSubmatch(i.Text)
		if m == nil || i.FromLinter != "txlint" {
			t.Errorf("%s: %s: not a message of txlint: %s", i.Pos.Filename, i.FromLinter, i.Text)
			continue
		}
		all = append(all, at(strings.TrimPrefix(i.Pos.Filename, dir+string(filepath.Separator)), i.Pos.Line, i.Pos.Column, m[1]))
	}
	return all
}

// byCommand reads the document that txlint prints.
func byCommand(t *testing.T, txlint, dir string) []place {
	t.Helper()
	stdout, stderr, err := run(dir, nil, txlint, "-format=json", "./...")
	mayFind(t, "txlint", err, stderr)
	var report struct {
		Findings []struct {
			Rule, File   string
			Line, Column int
		}
	}
	if err := json.Unmarshal(stdout, &report); err != nil {
		t.Fatalf("txlint: %v\n%s", err, stdout)
	}
	var all []place
	for _, f := range report.Findings {
		all = append(all, at(f.File, f.Line, f.Column, f.Rule))
	}
	return all
}

// mayFind fails unless a linter ended well or with status 1, for findings.
func mayFind(t *testing.T, linter string, err error, stderr []byte) {
	t.Helper()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%s: %v\n%s", linter, err, stderr)
	}
}

func at(file string, line, column int, rule string) place {
	return place(fmt.Sprintf("%s:%d:%d %s", filepath.ToSlash(file), line, column, rule))
}

// run runs a program in dir, with env on top of the environment.
func run(dir string, env []string, name string, args ...string) (stdout, stderr []byte, err error) {
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	cmd.Env = append(os.Environ(), env...)
	err = cmd.Run()
	return out.Bytes(), errs.Bytes(), err
}
