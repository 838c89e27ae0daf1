// config: enable=response-in-tx

// Package response answers before the transaction has ended.
package response

import (
	"bytes"
	"context"
	"database/sql"
	"net/http"

	"connectrpc.com/connect"
	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/render"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
	"google.golang.org/grpc"
)

func byGin(tx *sql.Tx, c *gin.Context) error {
	c.Header("order", "1")
	c.Set("order", 1)
	c.JSON(http.StatusOK, "paid") // want:response-in-tx
	if err := tx.Commit(); err != nil {
		return err
	}
	c.Status(http.StatusOK)
	c.String(http.StatusOK, "paid")
	return nil
}

func byEcho(tx *sql.Tx, c echo.Context) error {
	c.Set("order", 1)
	return c.JSON(http.StatusOK, "paid") // want:response-in-tx
}

func byEcho5(tx *sql.Tx, c *echo5.Context) error {
	return c.JSON(http.StatusOK, "paid") // want:response-in-tx
}

func byChi(tx *sql.Tx, w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusCreated)
	render.JSON(w, r, "paid") // want:response-in-tx
}

// What it answers it keeps until the handler returns.
func byFiber(tx *sql.Tx, c *fiber.Ctx) error { return c.SendString("paid") }

func byTempl(ctx context.Context, tx *sql.Tx, w http.ResponseWriter, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		return err
	}
	return c.Render(ctx, w) // want:response-in-tx
}

func byGRPC(tx *sql.Tx, s grpc.ServerStream) error {
	s.SetTrailer(nil)
	return s.SendMsg("paid") // want:response-in-tx
}

func byConnect(tx *sql.Tx, s *connect.ServerStream[int]) error {
	return s.Send(new(int)) // want:response-in-tx
}
