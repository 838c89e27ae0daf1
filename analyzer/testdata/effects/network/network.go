// Package network talks to peers below HTTP.
package network

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"strings"
	"time"

	coder "github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/go-ldap/ldap/v3"
	"github.com/gorilla/websocket"
	"github.com/jlaffaye/ftp"
	"github.com/miekg/dns"
	"github.com/pkg/sftp"
	"github.com/valyala/fasthttp"
	"golang.org/x/crypto/ssh"
	xwebsocket "golang.org/x/net/websocket"
)

func byGorilla(tx *sql.Tx, w http.ResponseWriter, r *http.Request) error {
	up := websocket.Upgrader{ReadBufferSize: 1024}
	if !websocket.IsWebSocketUpgrade(r) {
		return nil
	}
	c, err := up.Upgrade(w, r, nil) // want:net-in-tx
	if err != nil {
		return err
	}
	c.SetReadLimit(1024)
	if err := c.WriteJSON("paid"); err != nil { // want:net-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return c.WriteJSON("paid")
}

func byGorillaDialer(ctx context.Context, tx *sql.Tx) error {
	c, _, err := websocket.DefaultDialer.DialContext(ctx, "wss://shop.example.com", nil) // want:net-in-tx
	if err != nil {
		return err
	}
	_, _, err = c.ReadMessage() // want:net-in-tx
	return err
}

func byCoder(ctx context.Context, tx *sql.Tx) error {
	c, _, err := coder.Dial(ctx, "wss://shop.example.com", nil) // want:net-in-tx
	if err != nil {
		return err
	}
	if err := wsjson.Write(ctx, c, "paid"); err != nil { // want:net-in-tx
		return err
	}
	return c.Write(ctx, coder.MessageText, nil) // want:net-in-tx
}

func byXNet(tx *sql.Tx, c *xwebsocket.Conn) error {
	return xwebsocket.JSON.Send(c, "paid") // want:net-in-tx
}

func bySSH(tx *sql.Tx, key ssh.Signer) error {
	cfg := &ssh.ClientConfig{User: "shop", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}}
	c, err := ssh.Dial("tcp", "host:22", cfg) // want:net-in-tx
	if err != nil {
		return err
	}
	s, err := c.NewSession() // want:net-in-tx
	if err != nil {
		return err
	}
	return s.Run("true") // want:net-in-tx
}

// A key is read without asking.
func bySSHKey(tx *sql.Tx, pem []byte) (ssh.Signer, error) { return ssh.ParsePrivateKey(pem) }

func bySFTP(tx *sql.Tx, conn *ssh.Client) error {
	c, err := sftp.NewClient(conn) // want:net-in-tx
	if err != nil {
		return err
	}
	f, err := c.Create(c.Join("bills", "1")) // want:net-in-tx
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, strings.NewReader("paid")); err != nil { // want:net-in-tx
		return err
	}
	w := c.Walk("bills") // want:net-in-tx
	for w.Step() {
		_ = w.Path()
	}
	return nil
}

func byFTP(ctx context.Context, tx *sql.Tx) error {
	c, err := ftp.Dial("ftp:21", ftp.DialWithTimeout(time.Second), ftp.DialWithContext(ctx)) // want:net-in-tx
	if err != nil {
		return err
	}
	if c.IsGetTimeSupported() {
		return nil
	}
	return c.Stor("1", strings.NewReader("paid")) // want:net-in-tx
}

func byLDAP(tx *sql.Tx, name string) error {
	c, err := ldap.DialURL("ldaps://ldap.example.com") // want:net-in-tx
	if err != nil {
		return err
	}
	c.SetTimeout(time.Second)
	q := ldap.NewSearchRequest("dc=example", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, "(cn="+ldap.EscapeFilter(name)+")", nil, nil)
	_, err = c.Search(q) // want:net-in-tx
	return err
}

func byDNS(tx *sql.Tx) error {
	m := new(dns.Msg)
	m.SetQuestion(dns.Fqdn("example.com"), dns.TypeMX)
	_, _, err := new(dns.Client).Exchange(m, "1.1.1.1:53") // want:net-in-tx
	return err
}

func byFasthttp(tx *sql.Tx) error {
	c, err := fasthttp.Dial("host:80") // want:net-in-tx
	if err != nil {
		return err
	}
	return c.Close()
}
