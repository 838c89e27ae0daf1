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
	"slices"
	"strings"
	"testing"
)

// unseenByVet is a package for which an effect stands behind an interface in a
// package that it imports only indirectly: docs/limits.md.
const unseenByVet = "follow/interfaces/indirect"

// TestParity lints all test data with all rules, as a command and under go vet:
// the findings are the same, with the same texts.
func TestParity(t *testing.T) {
	src := filepath.Join(t.TempDir(), "src")
	if err := os.CopyFS(src, os.DirFS("../../analyzer/testdata/src")); err != nil {
		t.Fatal(err)
	}
	alone, vet := findingsAlone(t, src), findingsUnderVet(t, src)
	if len(alone) < 2000 {
		t.Errorf("only %d findings in the test data", len(alone))
	}
	limit := false
	for _, f := range slices.Sorted(maps.Keys(alone)) {
		switch {
		case vet[f]:
		case strings.HasPrefix(f, unseenByVet):
			limit = true
		default:
			t.Errorf("not under go vet: %s", f)
		}
	}
	for _, f := range slices.Sorted(maps.Keys(vet)) {
		if !alone[f] && !strings.HasPrefix(f, unseenByVet) {
			t.Errorf("only under go vet: %s", f)
		}
	}
	if !limit {
		t.Errorf("go vet sees %s as well: take that out of docs/limits.md", unseenByVet)
	}
}

func findingsAlone(t *testing.T, src string) map[string]bool {
	var out struct {
		Findings []struct {
			Rule, Message, File string
			Line, Column        int
		}
	}
	data := runIn(t, src, "txlint", "-format", "json", "-enable", "all", "-tests", "./...")
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, f := range out.Findings {
		all[fmt.Sprintf("%s:%d:%d: %s (%s)", f.File, f.Line, f.Column, f.Message, f.Rule)] = true
	}
	return all
}

func findingsUnderVet(t *testing.T, src string) map[string]bool {
	tool, err := exec.LookPath("txlint")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	dec := json.NewDecoder(bytes.NewReader(runIn(t, src, "go", "vet", "-vettool="+tool, "-json", "-enable", "all", "-tests", "./...")))
	for {
		var out map[string]map[string][]struct{ Posn, Message string }
		if err := dec.Decode(&out); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		for _, of := range out {
			for _, f := range of["txlint"] {
				posn, err := filepath.Rel(src, f.Posn)
				if err != nil {
					t.Fatal(err)
				}
				all[posn+": "+f.Message] = true
			}
		}
	}
}

// runIn runs a command in the test data, which is a GOPATH. Findings are no
// failure.
func runIn(t *testing.T, src string, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = src
	cmd.Env = append(os.Environ(), "GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH="+filepath.Dir(src))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%s: %v\n%s", name, err, &stderr)
	}
	return out
}
