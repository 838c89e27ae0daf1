package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
)

// chain is a module of three packages, each of which uses the one before.
var chain = map[string]string{
	"go.mod": "module chain\n\ngo 1.26\n",
	"a/a.go": `package a

import (
	"database/sql"
	"net/http"
)

func Ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
}
	return resp.Body.Close()
}

func Finish(tx *sql.Tx, err *error) {
	if *err != nil {
		_ = tx.Rollback()
		return
}
	*err = tx.Commit()
}

func Nothing() {}
`,
	"b/b.go": `package b

import (
	"database/sql"

	"chain/a"
)

type Store struct{ db *sql.DB }

func (s *Store) Begin() (*sql.Tx, error) { return s.db.Begin() }

func (s *Store) InTx(fn func(*sql.Tx) error) (err error) {
	tx, err := s.Begin()
	if err != nil {
		return err
}
	defer a.Finish(tx, &err)
	return fn(tx)
}

func Tell() error { return a.Ping() }
`,
	"c/c.go": `package c

import (
	"database/sql"

	"chain/b"
)

func Place(s *b.Store) error {
	return s.InTx(func(tx *sql.Tx) error { return b.Tell() })
}
`}

// TestFacts looks at the one type of fact over three packages in a chain: what
// a package says of its functions is said by those that import it, the bytes
// are the same from run to run, and few.
func TestFacts(t *testing.T) {
	dir := writeModule(t, chain)
	first, size := facts(t, dir)
	want := map[string]string{
		"Ping":   "http:net/http.Get/1",
		"Finish": "tx(0)ends",
		"Begin":  "opens begins(-1.db)",
		"InTx":   "calls[0] runs0 begins(-1.db)",
		"Tell":   "http:net/http.Get/2",
		"Place":  "begins(0.db)",
	}
	for name, text := range want {
		if first[name] != text {
			t.Errorf("%s: %q, want %q", name, first[name], text)
		}
	}
	if _, ok := first["Nothing"]; ok {
		t.Error("there is a fact on a function that does nothing")
	}
	again, _ := facts(t, dir)
	if fmt.Sprint(first) != fmt.Sprint(again) {
		t.Errorf("%v, and then %v", first, again)
	}
	if size > 1024 {
		t.Errorf("the facts of three small packages take %d bytes", size)
	}
}

// TestFactsOfStore looks at a package as generators write them: what its
// functions do takes few bytes each, though the way there is long.
func TestFactsOfStore(t *testing.T) {
	const methods = 150
	dir := writeModule(t, map[string]string{
		"go.mod": "module chain\n\ngo 1.26\n",
		"store/client.go": `package store

import (
	"net/http"
	"os"
)

func ask() error { return post() }

func post() error { return send() }

func send() error {
	_, err := http.Get("http://example.com")
	return err
}

func keep() error { return save() }

func save() error { return os.WriteFile("f", nil, 0o600) }
`,
		"store/store.go": `package store

import "database/sql"

var hidden *sql.DB

type Store struct{ db *sql.DB }
` + repeat(methods, `
func (s *Store) Update%[1]d(n int) error {
	if _, err := s.db.Exec("UPDATE t SET n = ?", n); err != nil {
		return err
	}
	if err := keep(); err != nil {
		return err
	}
	return ask()
}

func (s *Store) GetID%[1]d() int {
	if s == nil {
		return 0
	}
	return %[1]d
}

func Count%[1]d() (n int, err error) {
	return n, hidden.QueryRow("SELECT count(*) FROM t").Scan(&n)
}
`),
	})
	all, size := facts(t, dir)
	if got := all["Update7"]; got != "http:net/http.Get/4 file:os.WriteFile/3 executes(-1.db)" {
		t.Errorf("Update7: %q", got)
	}
	if got, told := all["Count7"]; told {
		t.Errorf("Count7: %q is told, though no other package can have a transaction on hidden", got)
	}
	if size > 6<<10 {
		t.Errorf("the facts of %d methods take %d bytes", methods, size)
	}
	t.Logf("%d bytes a method", size/methods)
}

// writeModule writes the files of a module.
func writeModule(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// facts analyses a module and returns the facts on its functions, and how many
// bytes they encode to.
func facts(t *testing.T, dir string) (map[string]string, int) {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{})}, pkgs, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var file bytes.Buffer // as drivers write them: one encoder for all
	enc := gob.NewEncoder(&file)
	for act := range graph.All() {
		for _, f := range factsOf(act) {
			for line := range strings.Lines(fmt.Sprint(f)) {
				name, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
				all[name] = text
			}
			roundTrip(t, f)
			if err := enc.Encode(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all, file.Len()
}

// factsOf lists the facts that a package of the chain exports: of itself, and of
// its types.
func factsOf(act *checker.Action) (list []analysis.Fact) {
	pkg := act.Package.Types
	if !strings.HasPrefix(pkg.Path(), "chain") {
		return nil
	}
	for _, f := range act.AllPackageFacts() {
		if f.Package == pkg {
			list = append(list, f.Fact)
		}
	}
	for _, f := range act.AllObjectFacts() {
		if f.Object.Pkg() == pkg {
			list = append(list, f.Fact)
		}
	}
	return list
}

// roundTrip encodes a fact twice, and decodes it again.
func roundTrip(t *testing.T, fact analysis.Fact) {
	t.Helper()
	var one, two bytes.Buffer
	for _, buf := range []*bytes.Buffer{&one, &two} {
		if err := gob.NewEncoder(buf).Encode(fact); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("%v encodes to different bytes", fact)
	}
	back := reflect.New(reflect.TypeOf(fact).Elem())
	if err := gob.NewDecoder(&one).DecodeValue(back); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(back.Interface()) != fmt.Sprint(fact) {
		t.Errorf("%+v comes back as %+v", fact, back.Interface())
	}
}
