package publish

import (
	"context"
	"database/sql"

	cloudtasks "cloud.google.com/go/cloudtasks/apiv2"
	"cloud.google.com/go/cloudtasks/apiv2/cloudtaskspb"
	pubsub1 "cloud.google.com/go/pubsub"
	"cloud.google.com/go/pubsub/v2"
	"firebase.google.com/go/v4/messaging"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sns1 "github.com/aws/aws-sdk-go/service/sns"
	sqs1 "github.com/aws/aws-sdk-go/service/sqs"
	"github.com/aws/aws-sdk-go/service/sqs/sqsiface"
)

// Of the services of AWS, these publish.
func bySQS(ctx context.Context, tx *sql.Tx, cfg aws.Config) error {
	c := sqs.NewFromConfig(cfg)
	in := &sqs.SendMessageInput{MessageBody: aws.String("paid")}
	if _, err := c.SendMessage(ctx, in); err != nil { // want:publish-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.SendMessage(ctx, in)
	return err
}

func bySNS(ctx context.Context, tx *sql.Tx, c *sns.Client) error {
	_, err := c.Publish(ctx, &sns.PublishInput{}) // want:publish-in-tx
	return err
}

func byKinesis(ctx context.Context, tx *sql.Tx, c *kinesis.Client) error {
	_, err := c.PutRecord(ctx, &kinesis.PutRecordInput{}) // want:publish-in-tx
	return err
}

func byEventBridge(ctx context.Context, tx *sql.Tx, c *eventbridge.Client) error {
	_, err := c.PutEvents(ctx, &eventbridge.PutEventsInput{}) // want:publish-in-tx
	return err
}

func byStepFunctions(ctx context.Context, tx *sql.Tx, c *sfn.Client) error {
	_, err := c.StartExecution(ctx, &sfn.StartExecutionInput{}) // want:publish-in-tx
	return err
}

func bySNS1(tx *sql.Tx, c *sns1.SNS) error {
	_, err := c.Publish((&sns1.PublishInput{}).SetMessage("paid")) // want:publish-in-tx
	return err
}

func bySQS1(ctx context.Context, tx *sql.Tx, c sqsiface.SQSAPI) error {
	req, _ := c.SendMessageRequest(&sqs1.SendMessageInput{})
	req.SetContext(ctx)
	_, err := c.SendMessageWithContext(ctx, &sqs1.SendMessageInput{}) // want:publish-in-tx
	return err
}

func byServiceBus(ctx context.Context, tx *sql.Tx, c *azservicebus.Client) error {
	s, err := c.NewSender("orders", nil)
	if err != nil {
		return err
	}
	return s.SendMessage(ctx, &azservicebus.Message{Body: []byte("paid")}, nil) // want:publish-in-tx
}

func byEventHubs(ctx context.Context, tx *sql.Tx, p *azeventhubs.ProducerClient, b *azeventhubs.EventDataBatch) error {
	if err := b.AddEventData(&azeventhubs.EventData{}, nil); err != nil {
		return err
	}
	return p.SendEventDataBatch(ctx, b, nil) // want:publish-in-tx
}

func byPubSub(ctx context.Context, tx *sql.Tx, c *pubsub.Client) error {
	p := c.Publisher("orders")
	r := p.Publish(ctx, &pubsub.Message{Data: []byte("paid")}) // want:publish-in-tx
	_, err := r.Get(ctx)                                       // want:publish-in-tx
	return err
}

func byPubSub1(ctx context.Context, tx *sql.Tx, c *pubsub1.Client) error {
	_, err := c.Topic("orders").Publish(ctx, &pubsub1.Message{}).Get(ctx) // want:publish-in-tx
	return err
}

func byCloudTasks(ctx context.Context, tx *sql.Tx, c *cloudtasks.Client) error {
	_, err := c.CreateTask(ctx, &cloudtaskspb.CreateTaskRequest{Parent: "orders"}) // want:publish-in-tx
	return err
}

func byFirebase(ctx context.Context, tx *sql.Tx, c *messaging.Client) error {
	m := &messaging.Message{Notification: &messaging.Notification{Title: "paid"}}
	_, err := c.Send(ctx, m) // want:publish-in-tx
	return err
}
