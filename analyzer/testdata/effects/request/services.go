package request

import (
	"context"
	"database/sql"
	"time"

	"github.com/docker/docker/api/types/container"
	docker "github.com/docker/docker/client"
	"github.com/go-git/go-git/v5"
	"github.com/google/go-github/v72/github"
	"github.com/hashicorp/vault/api"
	moby "github.com/moby/moby/client"
	"github.com/plutov/paypal/v4"
	"github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/push"
	"gocloud.dev/runtimevar"
	"gocloud.dev/secrets"
)

func byVault(tx *sql.Tx) error {
	c, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		return err
	}
	c.SetToken("token")
	if _, err := c.Logical().Read("secret/shop"); err != nil { // want:http-in-tx
		return err
	}
	_, err = c.KVv2("secret").Get(context.Background(), "shop") // want:http-in-tx
	return err
}

func byGitHub(ctx context.Context, tx *sql.Tx) error {
	c := github.NewClient(nil).WithAuthToken("token")
	_, _, err := c.Issues.Create(ctx, "shop", "orders", &github.IssueRequest{Title: github.Ptr("paid")}) // want:http-in-tx
	return err
}

func byDocker(ctx context.Context, tx *sql.Tx) error {
	c, err := docker.NewClientWithOpts(docker.FromEnv, docker.WithAPIVersionNegotiation())
	if err != nil {
		return err
	}
	_, err = c.ContainerList(ctx, container.ListOptions{}) // want:http-in-tx
	return err
}

func byDockerInterface(ctx context.Context, tx *sql.Tx, c docker.APIClient) error {
	if _, err := c.ImageInspect(ctx, "shop"); err != nil { // want:http-in-tx
		return err
	}
	_, _, err := c.ImageInspectWithRaw(ctx, "shop") // want:http-in-tx
	return err
}

func byGit(ctx context.Context, tx *sql.Tx, dir string) error {
	r, err := git.PlainCloneContext(ctx, dir, false, &git.CloneOptions{URL: "https://git.example.com"}) // want:http-in-tx
	if err != nil {
		return err
	}
	if _, err := r.Head(); err != nil {
		return err
	}
	return r.PushContext(ctx, &git.PushOptions{}) // want:http-in-tx
}

func byPayPal(ctx context.Context, tx *sql.Tx) error {
	c, err := paypal.NewClient("id", "secret", paypal.APIBaseSandBox)
	if err != nil {
		return err
	}
	_, err = c.CaptureOrder(ctx, "1", paypal.CaptureOrderRequest{}) // want:http-in-tx
	return err
}

func byPush(tx *sql.Tx, c prometheus.Collector) error {
	p := push.New("https://push.example.com", "orders").Collector(c)
	return p.Push() // want:http-in-tx
}

func byPrometheus(ctx context.Context, tx *sql.Tx, c v1.API) error {
	_, _, _, err := c.Query(ctx, "up", time.Time{}) // want:http-in-tx
	return err
}

func byVariable(ctx context.Context, tx *sql.Tx, v *runtimevar.Variable) error {
	_, err := v.Latest(ctx) // want:http-in-tx
	return err
}

func byKeeper(ctx context.Context, tx *sql.Tx, k *secrets.Keeper) ([]byte, error) {
	return k.Encrypt(ctx, []byte("card")) // want:http-in-tx
}

func byMoby(ctx context.Context, tx *sql.Tx, c moby.APIClient) error {
	_, err := c.ContainerList(ctx, moby.ContainerListOptions{}) // want:http-in-tx
	return err
}
