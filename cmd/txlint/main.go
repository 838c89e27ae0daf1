// Command txlint reports database transactions that are long, leaky or wrong.
//
// Called by the go command (go vet -vettool=txlint) it speaks the vet protocol.
// Called by a person it loads, analyses and renders in its own process.
package main

import (
	"os"
	"strings"

	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/txlint/txlint/analyzer"
)

func main() {
	if vetProtocol(os.Args[1:]) {
		singlechecker.Main(analyzer.Analyzer)
		return
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// vetProtocol reports whether the go command is calling: it asks for the
// version and the flags, and then hands over a configuration file a package.
func vetProtocol(args []string) bool {
	for _, a := range args {
		if a == "-V=full" || a == "-flags" {
			return true
		}
	}
	return len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}
