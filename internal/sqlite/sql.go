// Package sqlite knows SQLite: how data source names ask its drivers for
// settings, and what a statement does to the locks of a transaction. It knows
// neither the code around them nor rules.
package sqlite

import (
	"strings"

	"github.com/rqlite/sql"
)

// Access says what a statement needs of the database file.
type Access int

// The ways to access.
const (
	None    Access = iota // nothing: PRAGMA, SAVEPOINT, SELECT without a table
	Read                  // a shared lock, and a snapshot
	Write                 // the one write lock
	Locks                 // BEGIN IMMEDIATE or EXCLUSIVE: it takes the write lock before anything else
	Upgrade               // a shared lock, and then the write lock
	Unknown               // it can't be told
)

// InTurn tells what statements need that run one after the other.
func InTurn(all []Access) Access {
	needs := None
	for _, a := range all {
		switch {
		case needs == None:
			needs = a
		case needs == Read && (a == Write || a == Upgrade):
			return Upgrade
		}
	}
	return needs
}

// A Statement is one of a text of SQL.
type Statement struct {
	Access Access
	Pragma string // the name of a pragma, in lower case
	Value  string // what it is set to, "" where it is asked for
}

// Statements reads a text of SQL far enough to tell reading from writing.
func Statements(text string) []Statement {
	var all []Statement
	for _, words := range split(text) {
		all = append(all, statement(words))
	}
	return all
}

// split returns the tokens of each statement, without comments. Keywords and
// names are in upper case, and what is quoted stands for itself with its quote.
func split(text string) [][]string {
	scanner := sql.NewScanner(strings.NewReader(text))
	var all [][]string
	var words []string
	for {
		_, token, literal := scanner.Scan()
		switch token {
		case sql.COMMENT:
		case sql.EOF, sql.SEMI:
			if len(words) > 0 {
				all = append(all, words)
			}
			if words = nil; token == sql.EOF {
				return all
			}
		case sql.STRING, sql.QIDENT:
			words = append(words, "'"+literal)
		default:
			words = append(words, strings.ToUpper(literal))
		}
	}
}

// statement tells one statement by its first words.
func statement(words []string) Statement {
	switch words[0] {
	case "PRAGMA":
		return pragma(words[1:])
	case "BEGIN":
		for _, w := range words[1:] {
			if w == "IMMEDIATE" || w == "EXCLUSIVE" {
				return Statement{Access: Locks}
			}
		}
		return Statement{}
	case "CREATE":
		if len(words) > 1 && strings.HasPrefix(words[1], "TEMP") {
			return Statement{}
		}
		return Statement{Access: Write}
	case "DROP", "ALTER", "REINDEX", "ANALYZE", "VACUUM":
		return Statement{Access: Write}
	case "WITH":
		return query(afterTables(words))
	case "EXPLAIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "ATTACH", "DETACH":
		return Statement{}
	}
	return query(words)
}

// query tells statements that read and write rows.
func query(words []string) Statement {
	if len(words) == 0 {
		return Statement{Access: Unknown}
	}
	switch words[0] {
	case "INSERT", "REPLACE", "UPDATE", "DELETE":
		return Statement{Access: Write}
	case "SELECT", "VALUES":
		for _, w := range words {
			if w == "FROM" {
				return Statement{Access: Read}
			}
		}
		return Statement{}
	}
	return Statement{Access: Unknown}
}

// afterTables returns what follows the tables of a WITH.
func afterTables(words []string) []string {
	depth := 0
	for i, w := range words {
		switch w {
		case "(":
			depth++
		case ")":
			depth--
		case "SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE":
			if depth == 0 {
				return words[i:]
			}
		}
	}
	return nil
}

// pragma reads [schema.]name, [schema.]name = value and [schema.]name(value).
func pragma(words []string) Statement {
	var s Statement
	for i, w := range words {
		if w != "=" && w != "(" {
			s.Pragma = strings.ToLower(strings.TrimPrefix(w, "'"))
			continue
		}
		for _, v := range words[i+1:] {
			if v != ")" {
				s.Value += strings.TrimPrefix(v, "'")
			}
		}
		break
	}
	return s
}
