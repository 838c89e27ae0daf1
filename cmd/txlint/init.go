package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/txlint/txlint/internal/config"
)

const initUsage = `Usage: txlint init [-C dir]

Writes a commented ` + config.Name + ` that changes nothing, in the working directory.
A file that is there already is left alone.

Exit status: 0 written, 2 not written.
`

// initConfig writes a configuration file to begin with.
func initConfig(args []string, stdout, stderr io.Writer) int {
	flags := newFlags("init", initUsage, stdout, stderr)
	dir := flags.String("C", "", "change to `dir` before anything else")
	if status, done := flags.parse(args); done {
		return status
	}
	if flags.NArg() > 0 {
		return fail(stderr, errors.New("init takes no argument"))
	}
	path := filepath.Join(*dir, config.Name)
	if err := create(path, config.Template); err != nil {
		return fail(stderr, err)
	}
	fmt.Fprintf(stdout, "wrote %s\n", path)
	return exitClean
}

// create writes a file that does not exist yet, whole or not at all.
func create(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already; it is left alone", path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
