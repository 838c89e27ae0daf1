// Package passedon calls a method of what it is passed.
package passedon

// Note is a message that can be written down.
type Note interface {
	Text(lang string) string
}

// Notify passes a note on.
func Notify(n Note, lang string) string { return write(n, lang) }

func write(n Note, lang string) string { return n.Text(lang) }
