package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// `aws-sdk`: any operation, by the SDK's own metadata.
class SdkCallTest {
  private static final String SDK = "arn:aws:states:::aws-sdk:";

  @Test
  void call_nestedArguments_becomeTheRequest() throws Exception {
    try (var dynamo = StandInEndpoint.answering(200, "{}");
        var runner = AwsCallsFixture.runner("dynamodb", dynamo)) {
      TaskOutcome outcome =
          AwsCallsFixture.run(
              runner,
              SDK + "dynamodb:putItem",
              """
              {'TableName':'t','Item':{'id':{'S':'x'},'n':{'N':'1'},'l':{'L':[{'BOOL':true}]},
               'm':{'M':{'b':{'B':'bytes'}}},'z':{'NULL':true},'s':{'SS':['a']}},
               'ReturnConsumedCapacity':null}
              """);

      assertThat(outcome).isEqualTo(new Succeeded(Samples.json("{}")));
      StandInEndpoint.Received request = dynamo.take();
      assertThat(request.header("X-Amz-Target")).isEqualTo("DynamoDB_20120810.PutItem");
      assertThat(Samples.json(request.body()))
          .isEqualTo(
              Samples.json(
                  """
                  {'TableName':'t','Item':{'id':{'S':'x'},'n':{'N':'1'},'l':{'L':[{'BOOL':true}]},
                   'm':{'M':{'b':{'B':'Ynl0ZXM='}}},'z':{'NULL':true},'s':{'SS':['a']}}}
                  """));
    }
  }

  @Test
  void call_response_hasUpperCaseNamesInOrderAndIsoMoments() throws Exception {
    assertThat(
            called(
                "sfn",
                "sfn:startExecution",
                "{'StateMachineArn':'arn:aws:states:us-east-1:1:stateMachine:m','Input':{'k':1}}",
                "{\"startDate\":1700000000.5,\"executionArn\":\"arn:e\"}"))
        .isEqualTo(
            new Succeeded(
                Samples.json("{'ExecutionArn':'arn:e','StartDate':'2023-11-14T22:13:20.500Z'}")));
  }

  @Test
  void call_objectWhereTextIsWanted_isSentAsJson() throws Exception {
    try (var sfn = StandInEndpoint.answering(200, "{}");
        var runner = AwsCallsFixture.runner("sfn", sfn)) {
      AwsCallsFixture.run(
          runner,
          SDK + "sfn:startExecution",
          "{'StateMachineArn':'arn:aws:states:us-east-1:1:stateMachine:m','Input':{'k':1.0}}");

      assertThat(Samples.json(sfn.take().body()))
          .isEqualTo(
              Samples.exact(
                  "{\"stateMachineArn\":\"arn:aws:states:us-east-1:1:stateMachine:m\","
                      + "\"input\":\"{\\\"k\\\":1.0}\"}"));
    }
  }

  @Test
  void call_lists_comeBack() throws Exception {
    assertThat(
            called(
                "sqs",
                "sqs:receiveMessage.waitForTaskToken",
                "{'QueueUrl':'http://127.0.0.1/1/q','MaxNumberOfMessages':1}",
                "{\"Messages\":[{\"MessageId\":\"m\",\"Body\":\"\",\"MD5OfBody\":\"d41d8cd98f00b204e9800998ecf8427e\"}]}"))
        .isEqualTo(
            new Succeeded(
                Samples.json(
                    "{'Messages':[{'Body':'','MD5OfBody':'d41d8cd98f00b204e9800998ecf8427e',"
                        + "'MessageId':'m'}]}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'text data' | \"text data\"", "false | false", "{'Dict':'Value'} | {\"Dict\":\"Value\"}",
        "['List'] | [\"List\"]", "0 | 0", "null | ``",
      })
  void call_streamedArgument_isSentAsJson(String body, String sent) throws Exception {
    try (var s3 = StandInEndpoint.answering(200, "", "ETag", "\"e\"");
        var runner = AwsCallsFixture.runner("s3", s3)) {
      assertThat(
              AwsCallsFixture.run(
                  runner, SDK + "s3:putObject", "{'Bucket':'b','Key':'k','Body':" + body + "}"))
          .isEqualTo(new Succeeded(Samples.exact("{\"ETag\":\"\\\"e\\\"\"}")));

      StandInEndpoint.Received request = s3.take();
      assertThat(request.target().getPath()).isEqualTo("/b/k");
      assertThat(request.body()).isEqualTo(sent);
    }
  }

  @Test
  void call_streamedAnswer_isReadAsTextAndComesLast() throws Exception {
    try (var s3 =
            StandInEndpoint.answering(
                200, "text", "Accept-Ranges", "bytes", "Content-Type", "text/plain");
        var runner = AwsCallsFixture.runner("s3", s3)) {
      assertThat(
              ((Succeeded)
                      AwsCallsFixture.run(runner, SDK + "s3:getObject", "{'Bucket':'b','Key':'k'}"))
                  .output())
          .hasToString(
              "{\"AcceptRanges\":\"bytes\",\"ContentLength\":4,\"ContentType\":\"text/plain\","
                  + "\"Metadata\":{},\"Body\":\"text\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void call_streamedAnswerAboutTheLimit_isRefusedAboveIt(int more) throws Exception {
    String body = "x".repeat(SdkExchange.MAX_BODY_BYTES + more);
    try (var s3 = StandInEndpoint.answering(200, body);
        var runner = AwsCallsFixture.runner("s3", s3)) {
      TaskOutcome outcome =
          AwsCallsFixture.run(runner, SDK + "s3:getObject", "{'Bucket':'b','Key':'k'}");

      if (more <= 0) {
        assertThat(outcome).isInstanceOf(Succeeded.class);
      } else {
        assertThat(outcome)
            .isEqualTo(
                new Failed(
                    "States.DataLimitExceeded",
                    "The state/task 'aws-sdk:s3' returned a result with a size exceeding the"
                        + " maximum number of bytes service limit."));
      }
    }
  }

  @Test
  void call_serviceRefuses_isNamedAsTheSdkNamesIt() throws Exception {
    try (var s3 =
            StandInEndpoint.answering(
                404,
                "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist"
                    + "</Message><RequestId>r</RequestId></Error>",
                "x-amz-request-id",
                "r");
        var runner = AwsCallsFixture.runner("s3", s3)) {
      assertThat(AwsCallsFixture.run(runner, SDK + "s3:listObjects", "{'Bucket':'b'}"))
          .isEqualTo(
              new Failed(
                  "S3.NoSuchBucketException",
                  "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID:"
                      + " r) (SDK Attempt Count: 1)"));
    }
  }

  @Test
  void call_nobodyListens_isAClientException() throws Exception {
    StandInEndpoint gone = StandInEndpoint.answering(200, "{}");
    gone.close();
    try (var runner = AwsCallsFixture.runner("sqs", gone)) {
      var failed = (Failed) AwsCallsFixture.run(runner, SDK + "sqs:listQueues", "{}");

      assertThat(failed.error()).isEqualTo("Sqs.SdkClientException");
      assertThat(failed.cause()).contains("Unable to execute HTTP request");
    }
  }

  @Test
  void call_refusedByTheSdk_isAClientException() throws Exception {
    assertThat(called("s3", "s3:createBucket", "{'Bucket':'b'}", ""))
        .isEqualTo(
            new Failed(
                "S3.SdkClientException", "Bucket name should be between 3 and 63 characters long"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sqs:receiveMessage | {'QueueUrl':'u','Nonsense':1} | The field \"Nonsense\" is not"
            + " supported by Step Functions",
        "sqs:receiveMessage | {'queueUrl':'u'} | The field \"queueUrl\" is not supported by Step"
            + " Functions",
        "s3:getObject | {'Key':'k'} | The field \"Bucket\" is required but was missing",
        "sqs:receiveMessage | {'QueueUrl':'u','MaxNumberOfMessages':'1'} | The value for the field"
            + " 'MaxNumberOfMessages' must be an INTEGER",
        "sqs:receiveMessage | {'QueueUrl':'u','MaxNumberOfMessages':1.5} | The value for the field"
            + " 'MaxNumberOfMessages' must be an INTEGER",
        "sqs:receiveMessage | {'QueueUrl':'u','MaxNumberOfMessages':2147483648} | The value for the"
            + " field 'MaxNumberOfMessages' must be an INTEGER",
        "sqs:receiveMessage | {'QueueUrl':'u','AttributeNames':'All'} | The value for the field"
            + " 'AttributeNames' must be an ARRAY",
        "dynamodb:putItem | {'TableName':'t','Item':[]} | The value for the field 'Item' must be a"
            + " MAP",
        "dynamodb:putItem | {'TableName':'t','Item':{'a':1}} | The value for the field 'Item' must"
            + " be a STRUCTURE",
        "dynamodb:putItem | {'TableName':'t','Item':{'a':{'BOOL':'x'}}} | The value for the field"
            + " 'BOOL' must be a BOOLEAN",
        "eventbridge:putEvents | {'Entries':[{'Time':'yesterday'}]} | The value for the field"
            + " 'Time' must be a TIMESTAMP",
        "eventbridge:putEvents | {'Entries':[{'Time':1e300}]} | The value for the field 'Time' must"
            + " be a TIMESTAMP",
        "s3:putObject | {'Bucket':'b','Key':'k','Data':'x'} | The field \"Data\" is not supported"
            + " by Step Functions",
        "sqs:listQueues | [] | The arguments must be a STRUCTURE",
      })
  void call_unusableArguments_endTheExecution(String action, String arguments, String problem)
      throws Exception {
    try (var runner = new AwsTaskRunner(AwsTaskConfig.defaults(), Map.of(), IdentityTokens.NONE)) {
      assertThat(AwsCallsFixture.run(runner, SDK + action, arguments))
          .isEqualTo(
              new Failed(
                  "States.Runtime",
                  "The Parameters '%s' could not be used to start the Task: [%s]"
                      .formatted(Samples.json(arguments), problem)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::aws-sdk:sqs:receiveMessage, true",
    "arn:aws:states:::aws-sdk:sqs:receiveMessage.waitForTaskToken, true",
    "arn:aws:states:::aws-sdk:sqs:receiveMessage.sync, false",
    "arn:aws:states:::aws-sdk:sqs:flyAway, false",
    "arn:aws:states:::aws-sdk:sqs:listQueuesPaginator, false",
    "arn:aws:states:::aws-sdk:sqs:close, false",
    "arn:aws:states:::aws-sdk:nosuch:flyAway, false",
    "arn:aws:states:::aws-sdk:s3:getObject, true",
    "arn:aws:states:::aws-sdk:secretsmanager:getSecretValue, true",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken, true",
    "arn:aws:states:::dynamodb:putItem, true",
    "arn:aws:states:::dynamodb:putItem.waitForTaskToken, false",
    "arn:aws:states:::events:putEvents, true",
    "arn:aws:states:::lambda:invoke.sync, false",
    "arn:aws:lambda:us-east-1:1:function:f:$LATEST, true",
    "arn:aws:lambda:us-east-1:1:layer:f, false",
  })
  void knows_resource(String resource, boolean known) {
    assertThat(AwsTaskRunner.knows(resource)).isEqualTo(known);
    assertThat(TaskRegistry.isKnown(resource)).isEqualTo(known);
  }

  @Test
  void call_unknownOperation_saysSo() throws Exception {
    try (var runner = new AwsTaskRunner(AwsTaskConfig.defaults(), Map.of(), IdentityTokens.NONE)) {
      assertThat(AwsCallsFixture.run(runner, SDK + "nosuch:flyAway", "{}"))
          .isEqualTo(
              new Failed(
                  "States.Runtime",
                  "The resource 'arn:aws:states:::aws-sdk:nosuch:flyAway' of state 'Ask' does not"
                      + " exist here: the class path has no such operation of AWS"));
    }
  }

  private static TaskOutcome called(String service, String action, String arguments, String answer)
      throws Exception {
    try (var endpoint = StandInEndpoint.answering(200, answer);
        var runner = AwsCallsFixture.runner(service, endpoint)) {
      return AwsCallsFixture.run(runner, SDK + action, arguments);
    }
  }
}
