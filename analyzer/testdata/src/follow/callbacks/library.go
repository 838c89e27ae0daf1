package callbacks

import (
	"context"
	"database/sql"
	"os"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// Functions of the standard library that call their arguments.
func standardLibrary(ctx context.Context, tx *sql.Tx, names []string, once *sync.Once, m *sync.Map) error {
	once.Do(func() {
		_ = ping() // want:http-in-tx
	})
	slices.SortFunc(names, func(a, b string) int {
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		return strings.Compare(a, b)
	})
	sort.Slice(names, func(i, j int) bool {
		_, err := os.Stat(names[i]) // want:file-in-tx
		return err == nil
	})
	names = slices.DeleteFunc(names, exists) // want:file-in-tx
	m.Range(func(k, v any) bool {
		return ping() == nil // want:http-in-tx
	})
	s := strings.Map(func(r rune) rune {
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		return r
	}, "x")
	trace.WithRegion(ctx, "ping", func() {
		_ = ping() // want:http-in-tx
	})
	pprof.Do(ctx, pprof.Labels(), func(ctx context.Context) {
		_ = ping() // want:http-in-tx
	})
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", s)
	return err
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// The same functions with arguments that have no effect.
func standardLibraryQuiet(ctx context.Context, tx *sql.Tx, names []string, once *sync.Once) error {
	var first string
	once.Do(func() { first = "first" })
	slices.SortFunc(names, strings.Compare)
	sort.Slice(names, func(i, j int) bool { return names[i] < names[j] })
	names = slices.DeleteFunc(names, func(s string) bool { return s == first })
	fields := strings.FieldsFunc(strings.Join(names, ","), func(r rune) bool { return r == ',' })
	trace.WithRegion(ctx, "sort", func() { slices.Sort(fields) })
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", strings.Join(fields, " "))
	return err
}

// A named function to once.
func initialise(tx *sql.Tx, once *sync.Once) error {
	once.Do(load) // want:http-in-tx
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

func load() { _ = ping() }
