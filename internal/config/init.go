package config

import _ "embed"

// Template is a configuration file that changes nothing, and whose comments
// tell what it can say.
//
//go:embed template.yml
var Template []byte
