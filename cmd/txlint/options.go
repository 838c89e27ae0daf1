package main

import (
	"fmt"
	"go/types"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/config"
	"github.com/txlint/txlint/internal/load"
	"github.com/txlint/txlint/internal/output"
)

// options are the flags that choose code and rules.
type options struct {
	enable, disable string
	tests           bool
	configFile      string
	dir             string
	tags, mod       string
	modfile         string
	overlay         string
	patterns        []string
}

// register registers the flags.
func (o *options) register(fs *flagSet) {
	fs.StringVar(&o.enable, "enable", "", "")
	fs.StringVar(&o.disable, "disable", "", "")
	fs.BoolVar(&o.tests, "tests", false, "")
	fs.StringVar(&o.configFile, "config", "", "")
	fs.StringVar(&o.dir, "C", "", "")
	fs.StringVar(&o.tags, "tags", "", "")
	fs.StringVar(&o.mod, "mod", "", "")
	fs.StringVar(&o.modfile, "modfile", "", "")
	fs.StringVar(&o.overlay, "overlay", "", "")
}

// A session is what one run of the command works on.
type session struct {
	dir    string // absolute
	file   *config.File
	config analyzer.Config
	prog   *load.Program
}

// start changes to the directory, reads the configuration and loads the
// packages. Its error means that nothing can be analysed.
func (o *options) start(stderr io.Writer) (*session, error) {
	if o.dir != "" {
		if err := os.Chdir(o.dir); err != nil {
			return nil, err
		}
	}
	if len(o.patterns) == 0 {
		o.patterns = []string{"./..."}
	}
	s := &session{}
	var err error
	if s.dir, err = os.Getwd(); err != nil {
		return nil, err
	}
	if s.file, err = config.Load(s.dir, o.configFile); err != nil {
		return nil, err
	}
	s.config = s.file.Analyzer().With(split(o.enable), split(o.disable))
	s.config.Tests = s.config.Tests || o.tests
	if err := s.config.Check(); err != nil {
		return nil, err
	}
	defer progress(stderr, "")
	progress(stderr, "loading …")
	if s.prog, err = o.load(s); err != nil {
		return nil, err
	}
	return s, s.checkConfig(stderr, slices.Contains(o.patterns, "./..."))
}

func (o *options) load(s *session) (*load.Program, error) {
	models := s.config.Models
	if models == nil {
		models = catalog.Default()
	}
	return load.Load(load.Config{
		Dir: s.dir, Patterns: o.patterns, BuildFlags: o.buildFlags(), Overlay: o.overlay, Tests: s.config.Tests,
		Opaque: models.Skips,
	})
}

func (o *options) buildFlags() []string {
	var flags []string
	for _, f := range []struct{ name, value string }{{"tags", o.tags}, {"mod", o.mod}, {"modfile", o.modfile}, {"overlay", o.overlay}} {
		if f.value != "" {
			flags = append(flags, "-"+f.name+"="+f.value)
		}
	}
	return flags
}

// checkConfig holds the configuration against the packages. What it names in
// one of them and what that doesn't declare is an error. That it is about none
// of them is a warning, where all were loaded.
func (s *session) checkConfig(stderr io.Writer, all bool) error {
	var pkgs []*types.Package
	packages.Visit(s.prog.Roots, nil, func(p *packages.Package) {
		if p.Types != nil && p.ForTest == "" {
			pkgs = append(pkgs, p.Types)
		}
	})
	warnings, err := s.file.Check(pkgs)
	if err != nil {
		return err
	}
	if !all || len(s.prog.Errors) > 0 {
		return nil
	}
	for _, w := range append(warnings, s.file.UselessExcludes()...) {
		fmt.Fprintf(stderr, "txlint: warning: %v\n", w)
	}
	return nil
}

// formatNames lists the forms of the output.
func formatNames() string {
	names := output.Names()
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
