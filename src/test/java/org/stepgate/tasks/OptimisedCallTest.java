package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// SQS, SNS, DynamoDB and EventBridge as Step Functions integrates them itself.
class OptimisedCallTest {
  private static final String STATES = "arn:aws:states:::";

  @Test
  void sendMessage_objectAsBody_isSentAsJsonAndAnsweredWithMetadata() throws Exception {
    // The MD5 of {"a":1}, which the SDK checks.
    String md5 = "bb6cb5c68df4652941caf652a366f2d8";
    try (var sqs =
            StandInEndpoint.answering(
                200,
                "{\"MD5OfMessageBody\":\"%s\",\"MessageId\":\"m\"}".formatted(md5),
                "x-amzn-RequestId",
                "r");
        var runner = AwsCallsFixture.runner("sqs", sqs)) {
      var outcome =
          (Succeeded)
              AwsCallsFixture.run(
                  runner,
                  STATES + "sqs:sendMessage.waitForTaskToken",
                  "{'QueueUrl':'http://127.0.0.1:1/123456789012/q','MessageBody':{'a':1}}");

      assertThat(((JsonObject) outcome.output()).members().sequencedKeySet())
          .containsExactly(
              "MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
      assertThat(sqs.take().body()).contains("\"MessageBody\":\"{\\\"a\\\":1}\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://no-such-queue", "https://no-such-queue/"})
  void sendMessage_urlThatNamesNoQueue_isAHostThatCannotBeReached(String url) throws Exception {
    try (var runner = new AwsTaskRunner(AwsTaskConfig.defaults(), Map.of(), IdentityTokens.NONE)) {
      assertThat(
              AwsCallsFixture.run(
                  runner,
                  STATES + "sqs:sendMessage",
                  "{'QueueUrl':'" + url + "','MessageBody':'b'}"))
          .isEqualTo(
              new Failed(
                  "SQS.SdkClientException",
                  "Unable to execute HTTP request: no-such-queue: Name or service not known"));
    }
  }

  @Test
  void publish_refused_namesTheServiceAsTheOptimisedFormDoes() throws Exception {
    try (var sns =
            StandInEndpoint.answering(
                400,
                "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code>"
                    + "<Message>Invalid parameter: X</Message></Error>"
                    + "<RequestId>r</RequestId></ErrorResponse>");
        var runner = AwsCallsFixture.runner("sns", sns)) {
      assertThat(
              AwsCallsFixture.run(
                  runner,
                  STATES + "sns:publish",
                  "{'TopicArn':'arn:aws:sns:eu-west-1:123456789012:t','Message':{'a':1}}"))
          .isEqualTo(
              new Failed(
                  "SNS.InvalidParameterException",
                  "Invalid parameter: X (Service: AmazonSNS; Status Code: 400; Error Code:"
                      + " InvalidParameter; Request ID: r; Proxy: null)"));
      assertThat(sns.take().body()).contains("Message=%7B%22a%22%3A1%7D");
    }
  }

  @Test
  void putItem_errorWithoutExceptionOfItsOwn_isTheGeneralOne() throws Exception {
    try (var dynamo =
            StandInEndpoint.answering(
                400,
                "{\"__type\":\"com.amazon.coral.validate#ValidationException\","
                    + "\"message\":\"1 validation error\"}",
                "x-amzn-RequestId",
                "r");
        var runner = AwsCallsFixture.runner("dynamodb", dynamo)) {
      assertThat(
              AwsCallsFixture.run(
                  runner, STATES + "dynamodb:putItem", "{'TableName':'t','Item':null}"))
          .isEqualTo(
              new Failed(
                  "DynamoDB.AmazonDynamoDBException",
                  "1 validation error (Service: AmazonDynamoDBv2; Status Code: 400; Error Code:"
                      + " ValidationException; Request ID: r; Proxy: null)"));
    }
  }

  @Test
  void getItem_answer_hasItemAndMetadata() throws Exception {
    try (var dynamo = StandInEndpoint.answering(200, "{\"Item\":{\"id\":{\"S\":\"x\"}}}");
        var runner = AwsCallsFixture.runner("dynamodb", dynamo)) {
      var outcome =
          (Succeeded)
              AwsCallsFixture.run(
                  runner, STATES + "dynamodb:getItem", "{'TableName':'t','Key':{'id':{'S':'x'}}}");

      var output = (JsonObject) outcome.output();
      assertThat(output.get("Item")).isEqualTo(Samples.json("{'id':{'S':'x'}}"));
      assertThat(output.members().sequencedKeySet())
          .containsExactly("Item", "SdkHttpMetadata", "SdkResponseMetadata");
    }
  }

  @Test
  void putEvents_entries_nameExecutionAndMachine() throws Exception {
    try (var events =
            StandInEndpoint.answering(
                200, "{\"Entries\":[{\"EventId\":\"e\"}],\"FailedEntryCount\":0}");
        var runner = AwsCallsFixture.runner("eventbridge", events)) {
      assertThat(
              AwsCallsFixture.run(
                  runner,
                  STATES + "events:putEvents",
                  "{'Entries':[{'Detail':{'a':1},'DetailType':'t','Source':'s',"
                      + "'Resources':['arn:own']}]}"))
          .isEqualTo(
              new Succeeded(Samples.json("{'Entries':[{'EventId':'e'}],'FailedEntryCount':0}")));

      var sent = (JsonObject) Samples.exact(events.take().body());
      var entry = (JsonObject) ((JsonArray) sent.get("Entries")).get(0);
      assertThat(entry.string("Detail")).isEqualTo("{\"a\":1}");
      assertThat(entry.get("Resources"))
          .isEqualTo(
              Samples.json(
                  "['arn:own','arn:aws:states:eu-west-1:123456789012:execution:Machine:name',"
                      + "'arn:aws:states:eu-west-1:123456789012:stateMachine:Machine']"));
    }
  }

  @Test
  void putEvents_entryNotAccepted_failsWithTheWholeAnswer() throws Exception {
    String answer =
        "{\"Entries\":[{\"ErrorCode\":\"InvalidArgument\",\"ErrorMessage\":\"No"
            + " source.\"}],\"FailedEntryCount\":1}";
    try (var events = StandInEndpoint.answering(200, answer);
        var runner = AwsCallsFixture.runner("eventbridge", events)) {
      assertThat(
              AwsCallsFixture.run(
                  runner, STATES + "events:putEvents", "{'Entries':[{'Detail':'{}'}]}"))
          .isEqualTo(new Failed("EventBridge.FailedEntry", answer));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'jammed'", "'[]'", "[]", "1"})
  void putEvents_malformedDetail_isNotSentAndFailsInItsPlace(String detail) throws Exception {
    try (var events =
            StandInEndpoint.answering(
                200, "{\"Entries\":[{\"EventId\":\"e\"}],\"FailedEntryCount\":0}");
        var runner = AwsCallsFixture.runner("eventbridge", events)) {
      assertThat(
              AwsCallsFixture.run(
                  runner,
                  STATES + "events:putEvents",
                  "{'Entries':[{'Detail':{}},{'Detail':" + detail + "}]}"))
          .isEqualTo(
              new Failed(
                  "EventBridge.FailedEntry",
                  "{\"Entries\":[{\"EventId\":\"e\"},{\"ErrorCode\":\"MalformedDetail\","
                      + "\"ErrorMessage\":\"Detail is malformed.\"}],\"FailedEntryCount\":1}"));
      var sent = (JsonObject) Samples.exact(events.take().body());
      assertThat(((JsonArray) sent.get("Entries")).size()).isEqualTo(1);
    }
  }
}
