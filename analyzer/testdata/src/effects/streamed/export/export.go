// Package export writes to, and reads from, what it is handed.
package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
)

// A Format writes rows.
type Format interface {
	Write(w io.Writer, rows []string) error
}

// CSV writes each row on a line.
type CSV struct{}

func (CSV) Write(w io.Writer, rows []string) error {
	out := csv.NewWriter(w)
	for _, r := range rows {
		if err := out.Write([]string{r}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Decode reads one value.
func Decode[T any](r io.Reader) (v T, err error) {
	err = json.NewDecoder(bufio.NewReader(r)).Decode(&v)
	return v, err
}

// Tee writes to all of them.
func Tee(text string, ws ...io.Writer) error {
	for _, w := range ws {
		if _, err := fmt.Fprint(w, text); err != nil {
			return err
		}
	}
	return nil
}

// Wrap only wraps.
func Wrap(w io.Writer) *bufio.Writer { return bufio.NewWriter(w) }

// Both copies from the second to the first, in a function that it calls.
func Both(dst io.Writer, src io.Reader) error {
	each := func() error { return pass(dst, src) }
	return each()
}

func pass(dst io.Writer, src io.Reader) error {
	_, err := io.Copy(dst, src)
	return err
}

// Later writes when nobody waits for it.
func Later(w io.Writer) {
	go func() { _ = pass(w, nil) }()
}

// Size asks for no more than the type.
func Size(w io.Writer) int {
	if s, ok := w.(interface{ Len() int }); ok {
		return s.Len()
	}
	return 0
}
