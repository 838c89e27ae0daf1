package output

import (
	"encoding/json"
	"io"
	"path/filepath"

	"github.com/txlint/txlint/internal/report"
)

// The JSON document. Paths are relative to the working directory where they
// are below it, with forward slashes; lines and columns count from 1, columns
// in bytes.
type (
	jsonLog struct {
		Version  string        `json:"version"`
		Findings []jsonFinding `json:"findings"`
		Errors   []Problem     `json:"errors"`
	}
	jsonFinding struct {
		Rule     string       `json:"rule"`
		Level    report.Level `json:"level"`
		Message  string       `json:"message"`
		File     string       `json:"file"`
		Line     int          `json:"line"`
		Column   int          `json:"column"`
		EndLine  int          `json:"endLine"`
		EndCol   int          `json:"endColumn"`
		Function string       `json:"function,omitempty"`
		Opener   *jsonStep    `json:"opener,omitempty"`
		Way      []jsonStep   `json:"way,omitempty"`
		Branches []jsonStep   `json:"branches,omitempty"`
	}
	jsonStep struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
)

// JSON writes one document: version, findings, errors.
func JSON(w io.Writer, log *Log) error {
	doc := jsonLog{Version: log.Version, Findings: []jsonFinding{}, Errors: log.Errors}
	if doc.Errors == nil {
		doc.Errors = []Problem{}
	}
	file := func(name string) string { return filepath.ToSlash(relative(log.Dir, name)) }
	step := func(s report.Step) jsonStep {
		return jsonStep{file(s.Position.Filename), s.Position.Line, s.Position.Column, s.Message}
	}
	steps := func(list []report.Step) (out []jsonStep) {
		for _, s := range list {
			out = append(out, step(s))
		}
		return out
	}
	for _, f := range log.Findings {
		x := jsonFinding{
			Rule: f.Rule, Level: f.Level, Message: f.Message, File: file(f.Start.Filename),
			Line: f.Start.Line, Column: f.Start.Column, EndLine: f.Fin.Line, EndCol: f.Fin.Column,
			Function: f.Function, Way: steps(f.Trace), Branches: steps(f.Branches),
		}
		if f.Opener != nil {
			s := step(*f.Opener)
			x.Opener = &s
		}
		doc.Findings = append(doc.Findings, x)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(doc)
}
