// Package sqlite stands for the driver: testdata needs its import path.
package sqlite
