package publish

import (
	"context"
	"database/sql"

	"github.com/PagerDuty/go-pagerduty"
	"github.com/SherClockHolmes/webpush-go"
	"github.com/bwmarrin/discordgo"
	"github.com/containrrr/shoutrrr"
	telegram "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"github.com/go-telegram/bot"
	"github.com/mymmrac/telego"
	"github.com/nikoksr/notify"
	"github.com/sideshow/apns2"
	"github.com/sideshow/apns2/payload"
	"github.com/slack-go/slack"
	"github.com/twilio/twilio-go"
	openapi "github.com/twilio/twilio-go/rest/api/v2010"
	telebot3 "gopkg.in/telebot.v3"
	"gopkg.in/telebot.v4"
)

func bySlack(ctx context.Context, tx *sql.Tx) error {
	c := slack.New("token")
	text := slack.MsgOptionText("paid", false)
	if _, _, err := c.PostMessageContext(ctx, "#orders", text); err != nil { // want:publish-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, _, err := c.PostMessageContext(ctx, "#orders", text)
	return err
}

func bySlackWebhook(tx *sql.Tx) error {
	m := &slack.WebhookMessage{Text: "paid"}
	return slack.PostWebhook("https://hooks.example.com", m) // want:publish-in-tx
}

// A session connects when it is opened.
func byDiscord(tx *sql.Tx) error {
	s, err := discordgo.New("Bot token")
	if err != nil {
		return err
	}
	remove := s.AddHandler(func(*discordgo.Session, *discordgo.Ready) {})
	defer remove()
	if err := s.Open(); err != nil { // want:publish-in-tx
		return err
	}
	_, err = s.ChannelMessageSend("orders", "paid") // want:publish-in-tx
	return err
}

// It asks who it is when it is made.
func byTelegram(tx *sql.Tx) error {
	b, err := telegram.NewBotAPI("token") // want:publish-in-tx
	if err != nil {
		return err
	}
	m := telegram.NewMessage(1, "paid")
	_, err = b.Send(m) // want:publish-in-tx
	return err
}

func byTelegramBot(ctx context.Context, tx *sql.Tx, b *bot.Bot) error {
	_, err := b.SendMessage(ctx, &bot.SendMessageParams{Text: bot.EscapeMarkdown("paid")}) // want:publish-in-tx
	return err
}

func byTelego(ctx context.Context, tx *sql.Tx, b *telego.Bot) error {
	m := (&telego.SendMessageParams{}).WithText("paid")
	_, err := b.SendMessage(ctx, m) // want:publish-in-tx
	return err
}

func byTelebot(tx *sql.Tx, b3 *telebot3.Bot, b *telebot.Bot) error {
	b.Handle("/paid", func(telebot.Context) error { return nil })
	if _, err := b3.Send(telebot3.ChatID(1), "paid"); err != nil { // want:publish-in-tx
		return err
	}
	_, err := b.Send(telebot.ChatID(1), "paid") // want:publish-in-tx
	return err
}

func byTwilio(tx *sql.Tx) error {
	c := twilio.NewRestClient()
	p := &openapi.CreateMessageParams{}
	p.SetTo("+1").SetBody("paid")
	_, err := c.Api.CreateMessage(p) // want:publish-in-tx
	return err
}

func byPagerDuty(ctx context.Context, tx *sql.Tx) error {
	e := pagerduty.V2Event{Action: "trigger", Payload: &pagerduty.V2Payload{Summary: "paid"}}
	if _, err := pagerduty.ManageEventWithContext(ctx, e); err != nil { // want:publish-in-tx
		return err
	}
	_, err := pagerduty.NewClient("token").CreateIncidentWithContext(ctx, "shop", &pagerduty.CreateIncidentOptions{}) // want:publish-in-tx
	return err
}

func byWebPush(tx *sql.Tx, s *webpush.Subscription) error {
	resp, err := webpush.SendNotification([]byte("paid"), s, &webpush.Options{TTL: 30}) // want:publish-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func byAPNS(tx *sql.Tx, c *apns2.Client) error {
	n := &apns2.Notification{Payload: payload.NewPayload().Alert("paid")}
	_, err := c.Push(n) // want:publish-in-tx
	return err
}

func byNotify(ctx context.Context, tx *sql.Tx) error {
	n := notify.New()
	if err := n.Send(ctx, "orders", "paid"); err != nil { // want:publish-in-tx
		return err
	}
	return shoutrrr.Send("slack://token", "paid") // want:publish-in-tx
}
