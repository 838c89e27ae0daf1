package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/txlint/txlint/internal/catalog"
)

// TestDocsAreFresh fails where go generate would write another docs/models.md.
func TestDocsAreFresh(t *testing.T) {
	libraries, err := catalog.Default().Libraries()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../docs/models.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, docsPage(libraries)) {
		t.Error("docs/models.md is stale: run go generate ./internal/catalog")
	}
}
