package request

import (
	"context"
	"database/sql"

	"github.com/anthropics/anthropic-sdk-go"
	openai1 "github.com/openai/openai-go"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	sashabaranov "github.com/sashabaranov/go-openai"
)

func byOpenAI(ctx context.Context, tx *sql.Tx) error {
	c := openai.NewClient(option.WithAPIKey("key"))
	p := openai.ChatCompletionNewParams{Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("paid?")}}
	if _, err := c.Chat.Completions.New(ctx, p); err != nil { // want:http-in-tx
		return err
	}
	s := c.Chat.Completions.NewStreaming(ctx, p) // want:http-in-tx
	for s.Next() {                               // want:http-in-tx
		_ = s.Current()
	}
	return s.Err()
}

func byOpenAIPages(ctx context.Context, tx *sql.Tx, c openai.Client) error {
	pages := c.Files.ListAutoPaging(ctx, openai.FileListParams{}) // want:http-in-tx
	for pages.Next() {                                            // want:http-in-tx
		_ = pages.Current()
	}
	return pages.Err()
}

func byOpenAI1(ctx context.Context, tx *sql.Tx, c openai1.Client) error {
	_, err := c.Chat.Completions.New(ctx, openai1.ChatCompletionNewParams{}) // want:http-in-tx
	return err
}

func byAnthropic(ctx context.Context, tx *sql.Tx) error {
	c := anthropic.NewClient()
	p := anthropic.MessageNewParams{MaxTokens: 10, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("paid?"))}}
	if _, err := c.Messages.New(ctx, p); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.Messages.New(ctx, p)
	return err
}

func byGoOpenAI(ctx context.Context, tx *sql.Tx) error {
	c := sashabaranov.NewClient("key")
	_, err := c.CreateChatCompletion(ctx, sashabaranov.ChatCompletionRequest{}) // want:http-in-tx
	return err
}

func byGoOpenAIStream(ctx context.Context, tx *sql.Tx, c *sashabaranov.Client) error {
	s, err := c.CreateChatCompletionStream(ctx, sashabaranov.ChatCompletionRequest{}) // want:http-in-tx
	if err != nil {
		return err
	}
	_, err = s.Recv() // want:http-in-tx
	return err
}
