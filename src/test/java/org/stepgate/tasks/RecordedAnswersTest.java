package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Holds results and error texts to what AWS recorded: a stand-in answers as the service must have
/// answered, and what becomes of that has to be what Step Functions made of it.
class RecordedAnswersTest {
  private static final Path CASES = Path.of("../shared/conformance/cases");

  /// The recorded causes of service errors, in both forms.
  private static final Pattern OPTIMISED =
      Pattern.compile(
          "(?<message>.*) \\(Service: \\w+; Status Code: (?<status>\\d+); Error Code:"
              + " (?<code>\\w+); Request ID: .*; Proxy: null\\)",
          Pattern.DOTALL);

  private static final Pattern SDK =
      Pattern.compile(
          "(?<message>.*) \\(Service: \\w+, Status Code: (?<status>\\d+), Request ID: .*",
          Pattern.DOTALL);

  /// Arguments that each action accepts; the stand-in answers whatever they are.
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "dynamodb:putItem", "{'TableName':'t','Item':{}}",
          "dynamodb:getItem", "{'TableName':'t','Key':{}}",
          "sns:publish", "{'TopicArn':'arn:aws:sns:us-east-1:123456789012:t','Message':'m'}",
          "events:putEvents", "{'Entries':[]}",
          "aws-sdk:dynamodb:putItem", "{'TableName':'t','Item':{}}",
          "aws-sdk:dynamodb:deleteItem", "{'TableName':'t','Key':{}}",
          "aws-sdk:s3:listObjects", "{'Bucket':'b'}",
          "aws-sdk:secretsmanager:createSecret", "{'Name':'n'}",
          "aws-sdk:sfn:sendTaskSuccess", "{'TaskToken':'t','Output':'{}'}",
          "aws-sdk:sfn:sendTaskFailure", "{'TaskToken':'t'}");

  @Test
  void recordedFailures_areNamedTheSame() throws Exception {
    var wrong = new ArrayList<String>();
    int compared = 0;
    for (JsonObject failed : recorded("taskFailedEventDetails")) {
      String action = failed.string("resourceType") + ":" + failed.string("resource");
      String cause = failed.string("cause");
      Matcher matcher = cause == null ? null : matched(cause);
      if (matcher == null || !ARGUMENTS.containsKey(action)) {
        continue;
      }
      compared++;
      String error = String.valueOf(failed.string("error"));
      Failed ours = (Failed) answered(action, refusal(matcher, action, error));
      if (!ours.error().equals(error) || !plain(ours.cause()).equals(plain(cause))) {
        wrong.add(action + " " + error + ": " + cause + "\n  ours " + ours);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(6);
  }

  @Test
  void recordedResults_haveTheSameShape() throws Exception {
    var wrong = new ArrayList<String>();
    int compared = 0;
    for (JsonObject succeeded : recorded("taskSucceededEventDetails")) {
      String action = succeeded.string("resourceType") + ":" + succeeded.string("resource");
      boolean speaksJson = !action.contains("sns") && !action.contains("s3");
      if (!speaksJson
          || !ARGUMENTS.containsKey(action)
          || !(succeeded.get("output") instanceof JsonObject output)) {
        continue;
      }
      compared++;
      var body = output.toBuilder().remove("SdkHttpMetadata").remove("SdkResponseMetadata").build();
      var reply = new StandInEndpoint.Reply(200, body.toString(), "x-amzn-RequestId", "r");
      TaskOutcome ours = answered(action, reply);
      if (!(ours instanceof Succeeded(JsonObject result)) || !shape(result).equals(shape(output))) {
        wrong.add(action + " " + output + "\n  ours " + ours);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(4);
  }

  /// Members in their order, and for all but the metadata their values.
  private static List<String> shape(JsonObject output) {
    return output.members().entrySet().stream()
        .map(member ->
            member.getKey().startsWith("Sdk")
                ? member.getKey() + ((JsonObject) member.getValue()).members().keySet()
                : member.getKey() + "=" + sorted(member.getValue()))
        .toList();
  }

  private static JsonValue sorted(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        SequencedMap<String, JsonValue> members = new TreeMap<>();
        object.members().forEach((name, member) -> members.put(name, sorted(member)));
        yield JsonObject.of(members);
      }
      case JsonArray array -> JsonValue.array(array.elements(), RecordedAnswersTest::sorted);
      default -> value;
    };
  }

  private static Matcher matched(String cause) {
    for (Pattern form : List.of(OPTIMISED, SDK)) {
      Matcher matcher = form.matcher(cause);
      if (matcher.matches()) {
        return matcher;
      }
    }
    return null;
  }

  /// Request ids differ, and the SDK has come to say how often it tried.
  private static String plain(String cause) {
    return cause
        .replaceAll(" \\(SDK Attempt Count: \\d+\\)", "")
        .replaceAll("Request ID: [^,;)]*", "Request ID: r");
  }

  private static StandInEndpoint.Reply refusal(Matcher cause, String action, String error) {
    int status = Integer.parseInt(cause.group("status"));
    String name = error.substring(error.indexOf('.') + 1).replaceAll("Exception$", "");
    String message = cause.group("message");
    if (action.startsWith("sns")) {
      return new StandInEndpoint.Reply(
          status,
          "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
              .formatted(cause.group("code"), message));
    }
    if (action.contains("s3")) {
      return new StandInEndpoint.Reply(
          status,
          "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(name, message),
          "x-amz-request-id",
          "r",
          "x-amz-id-2",
          "<extended_request_id>");
    }
    return new StandInEndpoint.Reply(
        status,
        JsonObject.of(
                "__type",
                new JsonString(action.startsWith("dynamodb") ? cause.group("code") : name),
                "message",
                new JsonString(message))
            .toString());
  }

  private static TaskOutcome answered(String action, StandInEndpoint.Reply reply) throws Exception {
    String resource = "arn:aws:states:::" + action;
    String service =
        switch (AwsResource.of(resource).orElseThrow()) {
          case AwsResource.Sdk(String name, String _) -> name;
          case AwsResource.Optimised(AwsIntegration integration) -> integration.sdkService();
          case AwsResource.Function _ -> "lambda";
        };
    try (var endpoint = StandInEndpoint.answering(_ -> reply);
        var runner = AwsCallsFixture.runner(service, endpoint)) {
      return AwsCallsFixture.run(runner, resource, ARGUMENTS.get(action));
    }
  }

  private static List<JsonObject> recorded(String details) throws IOException {
    assumeTrue(Files.isDirectory(CASES), "there are no recorded cases");
    var found = new ArrayList<JsonObject>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        if (text.contains(details)) {
          collect(JsonReader.read(text, JsonLimits.STORED), details, found);
        }
      }
    }
    return found;
  }

  private static void collect(JsonValue value, String details, List<JsonObject> found) {
    switch (value) {
      case JsonObject object -> {
        object.members().values().forEach(member -> collect(member, details, found));
        if (object.get(details) instanceof JsonObject each && !found.contains(each)) {
          found.add(each);
        }
      }
      case JsonArray array -> array.forEach(element -> collect(element, details, found));
      default -> {}
    }
  }
}
