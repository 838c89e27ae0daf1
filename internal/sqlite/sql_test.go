package sqlite_test

import (
	"slices"
	"testing"

	"github.com/txlint/txlint/internal/sqlite"
)

func TestStatements(t *testing.T) {
	for text, want := range map[string][]sqlite.Access{
		"SELECT * FROM t":            {sqlite.Read},
		"select 1":                   {sqlite.None},
		"SELECT last_insert_rowid()": {sqlite.None},
		"SELECT 'FROM t'":            {sqlite.None},
		"VALUES (1)":                 {sqlite.None},
		"-- INSERT\n/* UPDATE */ SELECT a FROM t;":   {sqlite.Read},
		"INSERT INTO t SELECT * FROM u RETURNING id": {sqlite.Write},
		"REPLACE INTO t VALUES (1)":                  {sqlite.Write},
		"WITH a AS (SELECT 1) SELECT * FROM a":       {sqlite.Read},
		"WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM a) INSERT INTO t SELECT x FROM a": {sqlite.Write},
		"with x as (delete from t returning *)":                                                       {sqlite.Unknown},
		"EXPLAIN QUERY PLAN DELETE FROM t":                                                            {sqlite.None},
		"PRAGMA foreign_keys = ON":                                                                    {sqlite.None},
		"BEGIN IMMEDIATE":                                                                             {sqlite.Locks},
		"begin exclusive transaction":                                                                 {sqlite.Locks},
		"BEGIN":                                                                                       {sqlite.None},
		"ROLLBACK; BEGIN IMMEDIATE":                                                                   {sqlite.None, sqlite.Locks},
		"SELECT a FROM t; UPDATE t SET a = 1":                                                         {sqlite.Read, sqlite.Write},
		"CREATE TABLE t (a)":                                                                          {sqlite.Write},
		"CREATE TEMP TABLE t (a)":                                                                     {sqlite.None},
		"UPDATE [order by] SET `from` = ? WHERE a = @b":                                               {sqlite.Write},
		"GRANT ALL":        {sqlite.Unknown},
		"  \n-- nothing\n": nil,
	} {
		var got []sqlite.Access
		for _, s := range sqlite.Statements(text) {
			got = append(got, s.Access)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestPragma(t *testing.T) {
	for text, want := range map[string]sqlite.Statement{
		"PRAGMA journal_mode":               {Pragma: "journal_mode"},
		"pragma journal_mode = WAL":         {Pragma: "journal_mode", Value: "WAL"},
		"PRAGMA main.journal_mode='wal'":    {Pragma: "journal_mode", Value: "wal"},
		"PRAGMA Busy_Timeout(5000);":        {Pragma: "busy_timeout", Value: "5000"},
		"PRAGMA busy_timeout = -1 -- never": {Pragma: "busy_timeout", Value: "-1"},
	} {
		if got := sqlite.Statements(text); len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

// Whatever a program hands to a database must not bring the analysis down.
func FuzzStatements(f *testing.F) {
	for _, s := range []string{"SELECT x'ab", "'", `"`, "/*", "--", "?1 :a @b $c", "1.e5", "\x00", "PRAGMA", "WITH", "X", "x'zz'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sqlite.Statements(text) })
}
