package spell

import "testing"

func TestNearest(t *testing.T) {
	rules := []string{"http-in-tx", "rpc-in-tx", "mail-in-tx", "nested-begin"}
	for name, want := range map[string]string{
		"htp-in-tx":   "http-in-tx",
		"Mail-in-tx":  "mail-in-tx",
		"nestedbegin": "nested-begin",
		"sleep":       "",
		"":            "",
	} {
		if got := Nearest(name, rules); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"abc", "abc", 0}, {"abcdef", "uvwxyz", 5}} {
		if got := distance(tt.a, tt.b, 5); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestHint(t *testing.T) {
	if got, want := Hint("efects", []string{"effects", "opens"}), "; did you mean effects?"; got != want {
		t.Errorf("Hint = %q, want %q", got, want)
	}
	if got := Hint("zzz", []string{"effects"}); got != "" {
		t.Errorf("Hint = %q, want none", got)
	}
}
