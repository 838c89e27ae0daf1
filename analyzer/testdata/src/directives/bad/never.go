package bad

//txlint:never-in-tx // want:bad-directive
func withoutReason() {}

//txlint:never-in-transaction it is slow // want:bad-directive
func misspeltNever() {}

func inBody() {
	//txlint:never-in-tx it is slow // want:bad-directive
	withoutReason()
}

// A struct is none of the two.
//
//txlint:never-in-tx it is slow // want:bad-directive
type onType struct{}
