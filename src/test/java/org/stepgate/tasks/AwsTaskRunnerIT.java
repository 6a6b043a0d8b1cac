package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Calls services as moto has them, and functions of the stand-in for Lambda.
class AwsTaskRunnerIT {
  private static final Path FAKE_LAMBDA = Path.of("../shared/conformance/fake_lambda.py");
  private static final String SDK = "arn:aws:states:::aws-sdk:";
  private static final String STATES = "arn:aws:states:::";
  private static final long PATIENCE_SECONDS = 60;

  private static final List<Process> PROCESSES = new ArrayList<>();
  private static AwsTaskRunner runner;
  private static URI lambda;

  @BeforeAll
  static void startServices() throws Exception {
    assumeTrue(ends("python3", "-c", "import moto.server"), "moto is not installed");
    assumeTrue(Files.exists(FAKE_LAMBDA), "there is no stand-in for Lambda");
    int motoPort = freePort();
    int lambdaPort = freePort();
    start(motoPort, "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + motoPort);
    start(lambdaPort, "python3", FAKE_LAMBDA.toString(), "--port", "" + lambdaPort);
    lambda = URI.create("http://127.0.0.1:" + lambdaPort);
    runner =
        new AwsTaskRunner(
            AwsTaskConfig.defaults(),
            Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + motoPort,
                "AWS_ENDPOINT_URL_LAMBDA",
                lambda.toString()),
            IdentityTokens.NONE);
  }

  @AfterAll
  static void endServices() {
    if (runner != null) {
      runner.close();
    }
    PROCESSES.forEach(Process::destroy);
  }

  @Test
  void queue_messageSent_isReceived() throws Exception {
    JsonObject queue = succeeded(SDK + "sqs:createQueue", "{'QueueName':'q'}");
    String url = "{'QueueUrl':'" + queue.string("QueueUrl") + "'";

    JsonObject sent = succeeded(STATES + "sqs:sendMessage", url + ",'MessageBody':{'a':1}}");
    JsonObject received = succeeded(SDK + "sqs:receiveMessage", url + "}");

    assertThat(sent.members().sequencedKeySet())
        .containsExactly("MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
    var message = (JsonObject) ((JsonArray) received.get("Messages")).get(0);
    assertThat(message.string("Body")).isEqualTo("{\"a\":1}");
  }

  @Test
  void topic_missing_isNamed() throws Exception {
    var failed =
        (Failed)
            run(
                STATES + "sns:publish",
                "{'TopicArn':'arn:aws:sns:us-east-1:123456789012:none','Message':'m'}");

    assertThat(failed.error()).isEqualTo("SNS.NotFoundException");
    assertThat(failed.cause())
        .contains("(Service: AmazonSNS; Status Code: 404; Error Code: NotFound");
  }

  @Test
  void table_itemPut_isGotUntilItIsDeleted() throws Exception {
    succeeded(
        SDK + "dynamodb:createTable",
        """
        {'TableName':'t','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],
         'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],
         'BillingMode':'PAY_PER_REQUEST'}
        """);
    succeeded(
        STATES + "dynamodb:putItem", "{'TableName':'t','Item':{'id':{'S':'1'},'n':{'N':'2'}}}");
    String key = "{'TableName':'t','Key':{'id':{'S':'1'}}";
    JsonObject got = succeeded(STATES + "dynamodb:getItem", key + "}");
    succeeded(
        STATES + "dynamodb:updateItem",
        key
            + ",'UpdateExpression':'SET n = :n','ExpressionAttributeValues':{':n':{'N':'3'}},"
            + "'ReturnValues':'ALL_NEW'}");
    succeeded(STATES + "dynamodb:deleteItem", key + "}");

    assertThat(got.get("Item")).isEqualTo(Samples.json("{'id':{'S':'1'},'n':{'N':'2'}}"));
    assertThat(succeeded(STATES + "dynamodb:getItem", key + "}").has("Item")).isFalse();
  }

  @Test
  void objects_putByATask_areReadListedAndReplaced() throws Exception {
    succeeded(SDK + "s3:createBucket", "{'Bucket':'bucket'}");
    succeeded(SDK + "s3:putObject", "{'Bucket':'bucket','Key':'a/1','Body':{'x':1}}");
    var caller = new ObjectStore.Caller(Samples.IDENTITY.executionArn(), "Ask", null);
    ObjectStore objects = runner.objects();
    objects.put(
        caller,
        new ObjectStore.Place("bucket", "a/2"),
        "text/plain",
        "two".getBytes(StandardCharsets.UTF_8));

    assertThat(succeeded(SDK + "s3:getObject", "{'Bucket':'bucket','Key':'a/2'}").string("Body"))
        .isEqualTo("two");
    assertThat(objects.list(caller, "bucket", "a/", null).objects())
        .extracting(ObjectStore.Summary::key)
        .containsExactly("a/1", "a/2");
    try (var content = objects.open(caller, new ObjectStore.Place("bucket", "a/1"))) {
      assertThat(content.readAllBytes()).asString().isEqualTo("{\"x\":1}");
    }
  }

  @Test
  void bucket_missing_isNamed() throws Exception {
    var failed = (Failed) run(SDK + "s3:listObjects", "{'Bucket':'none'}");

    assertThat(failed.error()).isEqualTo("S3.NoSuchBucketException");
    assertThat(failed.cause())
        .startsWith("The specified bucket does not exist (Service: S3, Status Code: 404, ");
  }

  @Test
  void events_accepted_areCounted() throws Exception {
    JsonObject put =
        succeeded(
            STATES + "events:putEvents",
            "{'Entries':[{'Detail':{'a':1},'DetailType':'t','Source':'s'}]}");

    assertThat(put.members().sequencedKeySet()).containsExactly("Entries", "FailedEntryCount");
  }

  @Test
  void secret_created_isReadBack() throws Exception {
    succeeded(SDK + "secretsmanager:createSecret", "{'Name':'s','SecretString':{'k':'v'}}");

    assertThat(
            succeeded(SDK + "secretsmanager:getSecretValue", "{'SecretId':'s'}")
                .string("SecretString"))
        .isEqualTo("{\"k\":\"v\"}");
  }

  @Test
  void function_called_answersOrFails() throws Exception {
    register("echo", "def handler(event, context):\\n    return event");
    register("fail", "def handler(event, context):\\n    raise ValueError('no')");
    String arn = "arn:aws:lambda:us-east-1:123456789012:function:";

    assertThat(run(arn + "echo", "[1, 2.0]")).isEqualTo(new Succeeded(Samples.json("[1,2.0]")));
    assertThat(succeeded(STATES + "lambda:invoke", "{'FunctionName':'echo','Payload':'x'}"))
        .satisfies(answer -> assertThat(answer.string("Payload")).isEqualTo("x"));
    assertThat(((Failed) run(STATES + "lambda:invoke", "{'FunctionName':'fail'}")).error())
        .isEqualTo("ValueError");
    assertThat(((Failed) run(arn + "fail", "{}")).cause()).startsWith("{\"errorMessage\": \"no\"");
    assertThat(((Failed) run(arn + "none", "{}")).error())
        .isEqualTo("Lambda.ResourceNotFoundException");
  }

  private static JsonObject succeeded(String resource, String arguments) throws Exception {
    TaskOutcome outcome = run(resource, arguments);
    assertThat(outcome).isInstanceOf(Succeeded.class);
    JsonValue output = ((Succeeded) outcome).output();
    return (JsonObject) output;
  }

  private static TaskOutcome run(String resource, String arguments) throws InterruptedException {
    return AwsCallsFixture.run(runner, resource, arguments);
  }

  private static void register(String name, String code) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(lambda.resolve("/_admin/functions/" + name))
                  .PUT(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  private static boolean ends(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void start(int port, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    PROCESSES.add(process);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    throw new IllegalStateException("did not start: " + String.join(" ", command));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
