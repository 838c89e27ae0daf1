package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/config"
)

// The go command asks a vet tool for its version where the user stands, and
// then runs it once a package, elsewhere: in the package's directory, in the
// module cache for what is imported. The first call finds the configuration,
// makes it part of the version, so that a changed one is never answered from
// the build cache, and leaves it for the other calls in a file named by the
// process that starts them all.

// vetProtocol reports whether the go command is calling: it asks for the
// version and the flags, and then hands over a configuration file a package.
func vetProtocol(args []string) bool {
	if slices.Contains(args, "-V=full") || slices.Contains(args, "-flags") {
		return true
	}
	return len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vet answers the go command.
func vet(args []string) {
	if slices.Contains(args, "-V=full") {
		if err := vetVersion(os.Stdout); err != nil {
			fmt.Fprintf(os.Stderr, "txlint: %v\n", err)
			os.Exit(exitTrouble)
		}
		return
	}
	file, err := handedOver()
	if err != nil {
		fmt.Fprintf(os.Stderr, "txlint: %v\n", err)
		os.Exit(exitTrouble)
	}
	debug.SetGCPercent(400) // a process lives for one package, and most leave little behind
	singlechecker.Main(analyzer.New(file.Analyzer()))
}

// vetVersion answers -V=full in the form that the go command wants, and hands
// the configuration over to the calls that follow.
func vetVersion(w io.Writer) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	file, err := config.Load(dir, "")
	if err != nil {
		return err
	}
	if err := handOver(file); err != nil {
		return fmt.Errorf("the configuration can't be handed over: %w", err)
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	self, err := os.ReadFile(exe)
	if err != nil {
		return err
	}
	h := sha256.New()
	h.Write(self)
	fmt.Fprintf(h, "\x00%s\x00%s", file.Path, file.Data)
	_, err = fmt.Fprintf(w, "%s version devel configured buildID=%02x\n", exe, h.Sum(nil))
	return err
}

// handover is the form of the file that is left.
type handover struct {
	Path, Shown string
	Data        []byte
}

// handoverAge is how long such a file is kept at most. No go vet takes longer.
const handoverAge = 24 * time.Hour

// handoverPath names the file by the process that calls.
func handoverPath() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "txlint", "vet", strconv.Itoa(os.Getppid())+".json"), nil
}

// handOver leaves the configuration in force for the other calls, and takes
// away what an earlier process of that number left.
func handOver(file *config.File) error {
	path, err := handoverPath()
	if file.Path == "" {
		if err != nil { // where nothing can be left, nothing was
			return nil
		}
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err != nil {
		return err
	}
	text, err := json.Marshal(handover{file.Path, file.Shown, file.Data})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	sweep(filepath.Dir(path))
	return os.WriteFile(path, text, 0o600)
}

// sweep removes what was left long ago. That is a favour: it may fail.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > handoverAge {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// handedOver reads the configuration that was left, if any.
func handedOver() (*config.File, error) {
	path, err := handoverPath()
	if err != nil {
		return &config.File{}, nil
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &config.File{}, nil
	case err != nil:
		return nil, err
	}
	var h handover
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return config.Parse(h.Path, h.Shown, h.Data)
}
