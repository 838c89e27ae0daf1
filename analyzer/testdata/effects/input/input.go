// Package input waits for people and peers.
package input

import (
	"database/sql"
	"net/http"

	"connectrpc.com/connect"
	"github.com/AlecAivazis/survey/v2"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/render"
	"github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
	"github.com/manifoldco/promptui"
	"golang.org/x/term"
	"google.golang.org/grpc"
)

func byGin(tx *sql.Tx, c *gin.Context) error {
	_, _ = c.Param("id"), c.Query("page")
	var order struct{ ID int }
	if err := c.ShouldBindQuery(&order); err != nil {
		return err
	}
	if err := c.ShouldBindJSON(&order); err != nil { // want:input-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.FormFile("bill")
	return err
}

func byEcho(tx *sql.Tx, c echo.Context) error {
	_ = c.Param("id")
	return c.Bind(new(int)) // want:input-in-tx
}

func byEcho5(tx *sql.Tx, c *echo5.Context) error {
	_ = c.Param("id")
	return c.Bind(new(int)) // want:input-in-tx
}

func byChi(tx *sql.Tx, r *http.Request, b render.Binder) error {
	_ = chi.URLParam(r, "id")
	if err := render.DecodeJSON(r.Body, new(int)); err != nil { // want:input-in-tx
		return err
	}
	return render.Bind(r, b) // want:input-in-tx
}

func byGRPC(tx *sql.Tx, s grpc.ServerStream) error {
	_ = s.Context()
	return s.RecvMsg(nil) // want:input-in-tx
}

func byConnect(tx *sql.Tx, s *connect.ClientStream[int]) error {
	for s.Receive() { // want:input-in-tx
		_ = s.Msg()
	}
	return s.Err()
}

func byPrompt(tx *sql.Tx) error {
	p := promptui.Prompt{Label: "paid?"}
	_, err := p.Run() // want:input-in-tx
	return err
}

func bySurvey(tx *sql.Tx) (paid bool, err error) {
	q := &survey.Confirm{Message: "paid?"}
	err = survey.AskOne(q, &paid) // want:input-in-tx
	return paid, err
}

func byTerminal(tx *sql.Tx) ([]byte, error) {
	if !term.IsTerminal(0) {
		return nil, nil
	}
	return term.ReadPassword(0) // want:input-in-tx
}
