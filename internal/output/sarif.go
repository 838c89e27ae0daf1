package output

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/token"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/txlint/txlint/internal/report"
)

// SARIF writes a SARIF 2.1.0 log as GitHub code scanning takes it: paths
// relative to the root of the repository, regions of one line, columns in
// UTF-16 code units, and fingerprints that don't contain line numbers.
func SARIF(w io.Writer, log *Log) error {
	s := newSarifLog(log)
	run := sarif.NewRun()
	run.Tool = sarif.NewTool()
	run.Tool.Driver = s.driver()
	run.ColumnKind = new("utf16CodeUnits")
	root := sarif.NewArtifactLocation()
	root.URI = new(fileURI(log.Root) + "/")
	run.OriginalUriBaseIds = map[string]sarif.ArtifactLocation{srcRoot: *root}
	for _, f := range log.Findings {
		run.Results = append(run.Results, s.result(f))
	}
	doc := sarif.NewReport()
	doc.AddRun(run)
	return doc.PrettyWrite(w)
}

const srcRoot = "%SRCROOT%"

type sarifLog struct {
	*Log
	lines map[string][]string // of the files that were read
	seen  map[string]int      // how often a fingerprint came
}

func newSarifLog(log *Log) *sarifLog {
	return &sarifLog{Log: log, lines: map[string][]string{}, seen: map[string]int{}}
}

func (s *sarifLog) driver() *sarif.ToolComponent {
	d := sarif.NewToolComponent()
	d.Name = new("txlint")
	d.InformationURI = new("https://github.com/txlint/txlint")
	d.Version = &s.Version
	for _, r := range s.Rules {
		x := sarif.NewRule(r.ID)
		x.Name = new(r.ID)
		x.ShortDescription = text(r.Summary)
		x.FullDescription = text(r.Summary + ".")
		x.Help = text(r.Page)
		x.Help.Markdown = new(r.Page)
		x.HelpURI = new(r.URL)
		x.DefaultConfiguration = sarif.NewReportingConfiguration()
		x.DefaultConfiguration.Enabled = r.Default
		x.DefaultConfiguration.Level = string(r.Level)
		d.Rules = append(d.Rules, x)
	}
	return d
}

func text(t string) *sarif.MultiformatMessageString {
	m := sarif.NewMultiformatMessageString()
	m.Text = &t
	return m
}

func (s *sarifLog) result(f report.Finding) *sarif.Result {
	r := sarif.NewRuleResult(f.Rule)
	r.RuleIndex = slices.IndexFunc(s.Rules, func(x Rule) bool { return x.ID == f.Rule })
	r.Level = string(f.Level)
	r.Message = sarif.NewTextMessage(f.Message)
	r.Locations = []*sarif.Location{s.location(f.Start, f.Fin)}
	for i, step := range f.Related() {
		loc := s.step(step)
		loc.ID = i
		r.RelatedLocations = append(r.RelatedLocations, loc)
	}
	if len(f.Trace) > 0 {
		r.CodeFlows = []*sarif.CodeFlow{s.flow(f)}
	}
	r.PartialFingerprints = map[string]string{"txlint/v1": s.fingerprint(f)}
	return r
}

// flow is the way from the opening of the transaction to the effect.
func (s *sarifLog) flow(f report.Finding) *sarif.CodeFlow {
	thread := sarif.NewThreadFlow()
	steps := f.Trace
	if f.Opener != nil {
		steps = append([]report.Step{*f.Opener}, steps...)
	}
	for _, step := range steps {
		x := sarif.NewThreadFlowLocation()
		x.Location = s.step(step)
		thread.Locations = append(thread.Locations, x)
	}
	flow := sarif.NewCodeFlow()
	flow.ThreadFlows = []*sarif.ThreadFlow{thread}
	return flow
}

func (s *sarifLog) step(step report.Step) *sarif.Location {
	loc := s.location(step.Position, token.Position{})
	loc.Message = sarif.NewTextMessage(step.Message)
	return loc
}

// location is one line of a file: what goes over several ends with the first.
func (s *sarifLog) location(start, end token.Position) *sarif.Location {
	src := line(s.lines, start.Filename, start.Line)
	region := sarif.NewRegion()
	region.StartLine = new(start.Line)
	region.StartColumn = new(utf16Column(src, start.Column))
	region.EndLine = new(start.Line)
	switch {
	case end.Line == start.Line && end.Column > start.Column:
		region.EndColumn = new(utf16Column(src, end.Column))
	default:
		region.EndColumn = new(max(utf16Column(src, len(src)+1), *region.StartColumn))
	}
	phys := sarif.NewPhysicalLocation()
	phys.ArtifactLocation = s.artifact(start.Filename)
	phys.Region = region
	return sarif.NewLocationWithPhysicalLocation(phys)
}

func (s *sarifLog) artifact(name string) *sarif.ArtifactLocation {
	a := sarif.NewArtifactLocation()
	rel := relative(s.Root, name)
	if rel == name {
		a.URI = new(fileURI(name))
		return a
	}
	a.URI = new((&url.URL{Path: filepath.ToSlash(rel)}).String())
	a.URIBaseID = new(srcRoot)
	return a
}

func fileURI(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()
}

// utf16Column turns a column in bytes into one in UTF-16 code units.
func utf16Column(line string, column int) int {
	if column < 1 {
		return 1
	}
	return len(utf16.Encode([]rune(line[:min(column-1, len(line))]))) + 1
}

// fingerprint names a finding by what stays when lines move: rule, file,
// function, the names on the way, and a number where all that is the same.
func (s *sarifLog) fingerprint(f report.Finding) string {
	parts := []string{f.Rule, filepath.ToSlash(relative(s.Root, f.Start.Filename)), f.Function}
	for _, step := range f.Trace {
		parts = append(parts, step.Message)
	}
	id := strings.Join(parts, "\x00")
	s.seen[id]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", id, s.seen[id]))
	return hex.EncodeToString(sum[:16])
}
