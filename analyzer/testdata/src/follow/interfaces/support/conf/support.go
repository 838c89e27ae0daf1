package conf

import (
	"os"
	"strconv"
	"testing"
)

// ForTest reads the setting of a test from a file.
type ForTest struct{ T testing.TB }

// Limit reads the file.
func (f *ForTest) Limit() (int, error) {
	b, err := os.ReadFile(f.T.Name())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(b))
}
