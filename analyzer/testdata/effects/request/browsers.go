package request

import (
	"context"
	"database/sql"

	"github.com/chromedp/chromedp"
	"github.com/gocolly/colly/v2"
)

func byColly(tx *sql.Tx) error {
	c := colly.NewCollector(colly.AllowedDomains("example.com"))
	c.OnHTML("a", func(e *colly.HTMLElement) { _ = e.Attr("href") })
	return c.Visit("https://example.com") // want:http-in-tx
}

func byChromedp(ctx context.Context, tx *sql.Tx) (title string, err error) {
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	title, err = chromedp.Run(ctx, chromedp.Title()) // want:http-in-tx
	return title, err
}
