// Package compute keeps a processor busy.
package compute

import (
	"bytes"
	"database/sql"
	"image"
	"io"

	"github.com/disintegration/imaging"
	"github.com/go-pdf/fpdf"
	"github.com/jung-kurt/gofpdf"
	"github.com/klauspost/compress/zstd"
	"github.com/nfnt/resize"
	"github.com/xuri/excelize/v2"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
	"golang.org/x/image/draw"
)

func byBcrypt(tx *sql.Tx, password []byte) error {
	hash, err := bcrypt.GenerateFromPassword(password, bcrypt.DefaultCost) // want:compute-in-tx
	if err != nil {
		return err
	}
	if _, err := bcrypt.Cost(hash); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return bcrypt.CompareHashAndPassword(hash, password)
}

func byArgon(tx *sql.Tx, password, salt []byte) []byte {
	return argon2.IDKey(password, salt, 1, 64*1024, 4, 32) // want:compute-in-tx
}

func byScrypt(tx *sql.Tx, password, salt []byte) ([]byte, error) {
	return scrypt.Key(password, salt, 1<<15, 8, 1, 32) // want:compute-in-tx
}

func byImaging(tx *sql.Tx, img image.Image) error {
	_ = img.Bounds()
	small := imaging.Resize(img, 100, 0, imaging.Lanczos)                  // want:compute-in-tx
	if err := imaging.Encode(io.Discard, small, imaging.PNG); err != nil { // want:compute-in-tx
		return err
	}
	return imaging.Save(small, "bill.png") // want:file-in-tx
}

func byResize(tx *sql.Tx, img image.Image) image.Image {
	return resize.Resize(100, 0, img, resize.Bicubic) // want:compute-in-tx
}

func byDraw(tx *sql.Tx, img image.Image) {
	dst := image.NewRGBA(image.Rect(0, 0, 100, 100))
	draw.BiLinear.Scale(dst, dst.Bounds(), img, img.Bounds(), draw.Over, nil) // want:compute-in-tx
}

func byExcel(tx *sql.Tx) error {
	f := excelize.NewFile()
	if err := f.SetCellValue("orders", "A1", "paid"); err != nil {
		return err
	}
	if _, err := f.WriteToBuffer(); err != nil { // want:compute-in-tx
		return err
	}
	return f.SaveAs("bill.xlsx") // want:file-in-tx
}

func byPDF(tx *sql.Tx) error {
	p := gofpdf.New("P", "mm", "A4", "")
	p.AddPage()
	p.Cell(40, 10, "paid")
	var b bytes.Buffer
	return p.Output(&b) // want:compute-in-tx
}

func byPDFFile(tx *sql.Tx) error {
	p := fpdf.New("P", "mm", "A4", "")
	p.SetFont("Arial", "B", 16)
	return p.OutputFileAndClose("bill.pdf") // want:file-in-tx
}

func byZstd(tx *sql.Tx, text []byte) error {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil { // want:compute-in-tx
		return err
	}
	return w.Close() // want:compute-in-tx
}
