package config

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/bmatcuk/doublestar/v4"
)

// excludes checks the patterns, and returns them without "./" and "/" at their
// ends.
func (p *parser) excludes(patterns []located[string]) []located[string] {
	var clean []located[string]
	for _, x := range patterns {
		c := path.Clean(x.value)
		if c == "." || !filepath.IsLocal(filepath.FromSlash(c)) || !doublestar.ValidatePattern(c) {
			p.failf(x.line, "%q is no pattern of paths below this file; write internal/old or **/*_gen.go", x.value)
		}
		clean = append(clean, located[string]{c, x.line})
	}
	return clean
}

// excluded tells whether a file, or a directory that it lies in, matches one of
// the patterns. They count from the directory of the configuration file.
func (f *File) excluded(file string) bool {
	rel, err := filepath.Rel(filepath.Dir(f.Path), file)
	if err != nil || !filepath.IsLocal(rel) {
		return false
	}
	for p := filepath.ToSlash(rel); p != "."; p = path.Dir(p) {
		for _, x := range f.excludes {
			if ok, _ := doublestar.Match(x.value, p); ok {
				return true
			}
		}
	}
	return false
}

// UselessExcludes tells which patterns match no file: one warning each.
func (f *File) UselessExcludes() []error {
	var useless []error
	for _, x := range f.excludes {
		found := false
		err := doublestar.GlobWalk(os.DirFS(filepath.Dir(f.Path)), x.value, func(string, fs.DirEntry) error {
			found = true
			return fs.SkipAll
		}, doublestar.WithNoFollow())
		if err == nil && !found {
			useless = append(useless, fmt.Errorf("%s:%d: exclude: no file matches %q", f.Shown, x.line, x.value))
		}
	}
	return useless
}
