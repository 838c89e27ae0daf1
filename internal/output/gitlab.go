package output

import (
	"encoding/json"
	"io"
	"path/filepath"

	"github.com/txlint/txlint/internal/report"
)

// The form of a GitLab code quality report.
type (
	gitlabIssue struct {
		Description string         `json:"description"`
		CheckName   string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

var severities = map[report.Level]string{report.Error: "major", report.Warning: "minor", report.Note: "info"}

// GitLab writes a code quality report, which a merge request shows. Paths are
// relative to the root of the repository; fingerprints are those of SARIF, so
// that a finding stays the same when lines move.
func GitLab(w io.Writer, log *Log) error {
	s := newSarifLog(log)
	issues := []gitlabIssue{}
	for _, f := range log.Findings {
		issues = append(issues, gitlabIssue{
			Description: f.Message, CheckName: f.Rule, Fingerprint: s.fingerprint(f), Severity: severities[f.Level],
			Location: gitlabLocation{filepath.ToSlash(relative(log.Root, f.Start.Filename)), gitlabLines{f.Start.Line, f.Fin.Line}},
		})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(issues)
}
