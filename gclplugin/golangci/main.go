// Command golangci is golangci-lint with txlint in it. Its tests hold that
// golangci-lint shows what txlint and go vet show.
//
// It is a module of its own because golangci-lint is licensed under the GPL 3.0
// and requires some two hundred modules: nobody who uses txlint depends on it.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/txlint/txlint/gclplugin"
)

func main() {
	if err := commands.Execute(build()); err != nil {
		fmt.Fprintln(os.Stderr, "golangci:", err)
		os.Exit(exitcodes.Failure)
	}
}

// build describes this binary. With "(devel)" golangci-lint keys its cache by
// the hash of the binary; with a version it would show the findings of an older
// txlint.
func build() commands.BuildInfo {
	return commands.BuildInfo{GoVersion: runtime.Version(), Version: "(devel)", Commit: "unknown", Date: "unknown"}
}
