package rpc

import (
	"context"
	"database/sql"

	"github.com/Khan/genqlient/graphql"
	"github.com/apache/thrift/lib/go/thrift"
	dapr "github.com/dapr/go-sdk/client"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	machinebox "github.com/machinebox/graphql"
	shurcool "github.com/shurcooL/graphql"
)

func byThrift(ctx context.Context, tx *sql.Tx, args, result thrift.TStruct) error {
	t := thrift.NewTSocketConf("thrift.example.com:9090", nil)
	if err := t.Open(); err != nil { // want:rpc-in-tx
		return err
	}
	p := thrift.NewTBinaryProtocolFactoryConf(nil).GetProtocol(t)
	_, err := thrift.NewTStandardClient(p, p).Call(ctx, "ship", args, result) // want:rpc-in-tx
	return err
}

// Encoding in memory calls nobody.
func byThriftMemory(ctx context.Context, tx *sql.Tx, s thrift.TStruct) ([]byte, error) {
	return thrift.NewTSerializer().Write(ctx, s)
}

func byGenqlient(ctx context.Context, tx *sql.Tx, c graphql.Client) error {
	req := &graphql.Request{Query: "query { orders { id } }"}
	return c.MakeRequest(ctx, req, &graphql.Response{}) // want:rpc-in-tx
}

func byGraphQL(ctx context.Context, tx *sql.Tx) error {
	c := machinebox.NewClient("https://shop.example.com/graphql")
	req := machinebox.NewRequest("query { orders { id } }")
	req.Var("paid", true)
	return c.Run(ctx, req, nil) // want:rpc-in-tx
}

func byShurcooL(ctx context.Context, tx *sql.Tx) error {
	c := shurcool.NewClient("https://shop.example.com/graphql", nil)
	var q struct{ Orders []struct{ ID int } }
	return c.Query(ctx, &q, map[string]any{"paid": shurcool.Boolean(true)}) // want:rpc-in-tx
}

func byEthereum(ctx context.Context, tx *sql.Tx, account string) error {
	c, err := ethclient.DialContext(ctx, "https://eth.example.com") // want:rpc-in-tx
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.BalanceAt(ctx, common.HexToAddress(account), nil) // want:rpc-in-tx
	return err
}

func byDapr(ctx context.Context, tx *sql.Tx, c dapr.Client) error {
	_, err := c.InvokeMethod(ctx, "shop", "ship", "post") // want:rpc-in-tx
	return err
}
