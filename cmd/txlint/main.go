// Command txlint reports database transactions that are long, leaky or wrong.
//
// Called by the go command (go vet -vettool=txlint) it speaks the vet protocol.
// Called by a person it loads, analyses and renders in its own process.
package main

import "os"

func main() {
	if vetProtocol(os.Args[1:]) {
		vet(os.Args[1:])
		return
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
