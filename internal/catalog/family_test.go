package catalog_test

import (
	"testing"

	"github.com/txlint/txlint/internal/catalog"
)

// TestFamilies: the most specific block describes a package.
func TestFamilies(t *testing.T) {
	models := load(t, `
library: x
packages:
  example.com/lib/v*/...: {default: inspect}
  example.com/lib/v*: {}
  example.com/lib/v3: {default: inspect}
  example.com/lib/v*/sub: {}
  example.com/lib/tool/...: {}
  gopkg.in/lib.v*: {}
  gopkg.in/lib.v*/...: {default: inspect}
  example.com/old/...: {}
  example.com/old/keep: {default: inspect}
`)
	const unknown, opaque, inspect = catalog.Unknown, catalog.Opaque, catalog.Inspect
	for pkg, want := range map[string]catalog.Coverage{
		"example.com/lib":           opaque, // no major version is one
		"example.com/lib/v2":        opaque,
		"example.com/lib/v3":        inspect,
		"example.com/lib/v12":       opaque,
		"example.com/lib/v1":        inspect, // no major version, but a package below
		"example.com/lib/v2/sub":    opaque,
		"example.com/lib/sub":       opaque,
		"example.com/lib/v2/other":  inspect,
		"example.com/lib/tool":      opaque,
		"example.com/lib/tool/deep": opaque,
		"example.com/library":       unknown,
		"example.com":               unknown,
		"gopkg.in/lib.v1":           opaque,
		"gopkg.in/lib.v2/bson":      inspect,
		"gopkg.in/lib":              opaque,
		"gopkg.in/library.v1":       unknown,
		"example.com/old":           opaque,
		"example.com/old/a/b":       opaque,
		"example.com/old/keep":      inspect,
		"example.com/old/keep/b":    opaque,
		"example.com/older":         unknown,
	} {
		if got := models.Covers(pkg); got != want {
			t.Errorf("%s: got %v, want %v", pkg, got, want)
		}
	}
}

// BenchmarkCovers asks about packages of all sorts, in a process that has not
// asked before.
func BenchmarkCovers(b *testing.B) {
	files, err := catalog.Default().Libraries()
	if err != nil {
		b.Fatal(err)
	}
	paths := []string{"example.com/shop/internal/orders", "github.com/google/uuid", "golang.org/x/text/unicode/norm"}
	for _, l := range files {
		for _, block := range l.Blocks {
			paths = append(paths, block.Packages)
		}
	}
	for b.Loop() {
		models := catalog.Forgetful()
		for _, p := range paths {
			models.Covers(p)
		}
	}
	b.ReportMetric(float64(len(paths)), "packages")
}
