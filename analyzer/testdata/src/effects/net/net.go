// Package net has raw network access inside and outside of transactions.
package net

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// A look-up between the opening and the commit.
func lookUpInside(ctx context.Context, db *sql.DB, host string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := net.LookupMX(host); err != nil { // want:net-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO hosts VALUES (?)", host); err != nil {
		return err
	}
	return tx.Commit()
}

// All ways to dial and to listen.
func dialAndListen(ctx context.Context, tx *sql.Tx, addr string) error {
	if _, err := net.Dial("tcp", addr); err != nil { // want:net-in-tx
		return err
	}
	if _, err := net.DialTimeout("tcp", addr, time.Second); err != nil { // want:net-in-tx
		return err
	}
	if _, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr); err != nil { // want:net-in-tx
		return err
	}
	if _, err := tls.Dial("tcp", addr, nil); err != nil { // want:net-in-tx
		return err
	}
	l, err := net.Listen("tcp", addr) // want:net-in-tx
	if err != nil {
		return err
	}
	_, err = l.Accept() // want:net-in-tx
	return err
}

// Look-ups of a resolver.
func resolve(ctx context.Context, tx *sql.Tx, r *net.Resolver) error {
	addrs, err := r.LookupHost(ctx, "example.com") // want:net-in-tx
	if err != nil {
		return err
	}
	if _, err := net.ResolveTCPAddr("tcp", "example.com:80"); err != nil { // want:net-in-tx
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO hosts VALUES (?)", addrs[0])
	return err
}

// Reading and writing a connection, directly and through what buffers and encodes.
func useConn(tx *sql.Tx, conn net.Conn) error {
	if _, err := conn.Write([]byte("PING\r\n")); err != nil { // want:net-in-tx
		return err
	}
	if _, err := fmt.Fprintf(conn, "PING %d\r\n", 1); err != nil { // want:net-in-tx
		return err
	}
	if _, err := io.WriteString(conn, "PING\r\n"); err != nil { // want:net-in-tx
		return err
	}
	if err := json.NewEncoder(conn).Encode("PING"); err != nil { // want:net-in-tx
		return err
	}
	line, err := bufio.NewReader(conn).ReadString('\n') // want:net-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO pongs VALUES (?)", line)
	return err
}

// Concrete connections, and copying from one to memory.
func useConcrete(tx *sql.Tx, tcp *net.TCPConn, sec *tls.Conn) error {
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, tcp); err != nil { // want:net-in-tx
		return err
	}
	if err := sec.Handshake(); err != nil { // want:net-in-tx
		return err
	}
	if _, err := sec.Read(make([]byte, 10)); err != nil { // want:net-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO dumps VALUES (?)", buf.Bytes())
	return err
}

// Addresses are text.
func parseOnly(tx *sql.Tx, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if net.ParseIP(host) == nil {
		return net.InvalidAddrError(host)
	}
	if _, _, err := net.ParseCIDR(host + "/8"); err != nil {
		return err
	}
	parsed, err := netip.ParseAddr(host)
	if err != nil {
		return err
	}
	u := url.URL{Scheme: "tcp", Host: net.JoinHostPort(parsed.String(), port)}
	_, err = tx.Exec("INSERT INTO peers VALUES (?)", u.String())
	return err
}

// Dialled and asked before.
func askBefore(ctx context.Context, db *sql.DB, addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return err
	}
	if err := conn.Close(); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO lines VALUES (?)", line); err != nil {
		return err
	}
	return tx.Commit()
}

// Told after.
func tellAfter(ctx context.Context, db *sql.DB, conn net.Conn) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE peers SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(conn, "told")
	return err
}

// Composing the message in memory that a connection gets later.
func composeOnly(tx *sql.Tx, conn net.Conn) (*strings.Reader, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "HELLO %s\r\n", conn.RemoteAddr())
	_, err := tx.Exec("INSERT INTO hellos VALUES (?)", b.String())
	return strings.NewReader(b.String()), err
}
