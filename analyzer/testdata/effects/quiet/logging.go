package quiet

import (
	"context"
	"database/sql"
	"log/slog"
	"os"

	apex "github.com/apex/log"
	"github.com/charmbracelet/log"
	kit "github.com/go-kit/log"
	"github.com/go-logr/logr"
	"github.com/golang/glog"
	"github.com/hashicorp/go-hclog"
	"github.com/inconshreveable/log15"
	"github.com/lmittmann/tint"
	phuslu "github.com/phuslu/log"
	"github.com/rs/zerolog"
	slogmulti "github.com/samber/slog-multi"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
	"gopkg.in/natefinch/lumberjack.v2"
	"k8s.io/klog/v2"
)

func byZap(tx *sql.Tx, l *zap.Logger) {
	l = l.With(zap.Int("order", 1))
	l.Info("paid", zap.Error(nil))
	l.Sugar().Infow("paid", "order", 1)
	_ = l.Sync()
}

func byZerolog(ctx context.Context, tx *sql.Tx, err error) {
	l := zerolog.New(os.Stderr).With().Int("order", 1).Logger()
	l.Info().Ctx(ctx).Str("by", "card").Err(err).Msg("paid")
}

func byLogrus(tx *sql.Tx, err error) {
	logrus.WithFields(logrus.Fields{"order": 1}).WithError(err).Info("paid")
}

func bySlog(ctx context.Context, tx *sql.Tx) {
	l := slog.New(slogmulti.Fanout(tint.NewHandler(os.Stderr, nil), slog.NewJSONHandler(&lumberjack.Logger{Filename: "shop.log"}, nil)))
	l.InfoContext(ctx, "paid", tint.Err(nil))
}

func byOthers(tx *sql.Tx, r logr.Logger, h hclog.Logger, k kit.Logger, l15 log15.Logger) error {
	glog.Infof("order %d paid", 1)
	klog.V(2).InfoS("paid", "order", 1)
	r.WithValues("order", 1).Info("paid")
	h.Named("shop").Info("paid", "order", 1)
	l15.Info("paid", "order", 1)
	log.Info("paid", "order", 1)
	apex.WithField("order", 1).Info("paid")
	phuslu.Info().Int("order", 1).Msg("paid")
	return kit.With(k, "order", 1).Log("msg", "paid")
}
