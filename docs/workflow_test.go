package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A workflow is what the README gives to GitHub Actions.
type workflow struct {
	Jobs map[string]struct {
		Steps []struct{ Run string }
	}
}

func isWorkflow(text string) bool { return strings.Contains(text, "\njobs:\n") }

// What the README tells a continuous integration to run of txlint ends well
// although there are findings, and leaves them in a file.
func TestWorkflow(t *testing.T) {
	texts := slices.DeleteFunc(examples(t, readme), func(text string) bool { return !isWorkflow(text) })
	if len(texts) != 1 {
		t.Fatalf("%d workflows in the README, want 1", len(texts))
	}
	var w workflow
	if err := yaml.Unmarshal([]byte(texts[0]), &w); err != nil {
		t.Fatal(err)
	}
	bin, dir := t.TempDir(), t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "txlint"), "./cmd/txlint")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	write(t, filepath.Join(dir, "go.mod"), "module example.com/a\n\ngo 1.26\n")
	write(t, filepath.Join(dir, "a.go"), `package a

import (
	"database/sql"
	"time"
)

func slow(tx *sql.Tx) { time.Sleep(time.Second) }
`)
	ran := 0
	for _, job := range w.Jobs {
		for _, step := range job.Steps {
			if !strings.HasPrefix(step.Run, "txlint ") {
				continue
			}
			cmd := exec.Command("bash", "-e", "-c", step.Run)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOWORK=off", "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", step.Run, err, out)
			}
			ran++
		}
	}
	if ran != 1 {
		t.Fatalf("%d steps run txlint, want 1", ran)
	}
	if !strings.Contains(content(t, filepath.Join(dir, "txlint.sarif")), `"sleep-in-tx"`) {
		t.Error("the finding is not in txlint.sarif")
	}
}
