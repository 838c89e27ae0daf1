package rpc

import (
	"context"
	"database/sql"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	typed "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

func byClientset(ctx context.Context, tx *sql.Tx, cfg *rest.Config) error {
	c, err := typed.NewForConfig(cfg)
	if err != nil {
		return err
	}
	pods := c.Pods("shop")
	if _, err := pods.List(ctx, metav1.ListOptions{LabelSelector: "app=shop"}); err != nil { // want:rpc-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = pods.List(ctx, metav1.ListOptions{})
	return err
}

func byRequest(ctx context.Context, tx *sql.Tx, c rest.Interface) error {
	req := c.Get().Namespace("shop").Resource("pods")
	return req.Do(ctx).Error() // want:rpc-in-tx
}

func byController(ctx context.Context, tx *sql.Tx, c client.Client) error {
	key := client.ObjectKey{Namespace: "shop", Name: "orders"}
	pod := &corev1.Pod{}
	if err := c.Get(ctx, key, pod); err != nil { // want:rpc-in-tx
		return client.IgnoreNotFound(err)
	}
	return c.Status().Update(ctx, pod) // want:rpc-in-tx
}
