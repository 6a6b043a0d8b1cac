package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.identity.ReplayGuard;
import org.stepgate.identity.SignatureVerifier;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.limits.LimitRule;
import org.stepgate.limits.Limits;
import org.stepgate.limits.Rate;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.MachineSummary;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.WorkflowException;

class AwsApiTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  @TempDir Path directory;

  private final FakePort port = new FakePort();
  private Policy policy = (_, _, _, _) -> Decision.Allow.UNASKED;

  private final Limits limits = Limits.none();

  private HttpResponse call(HttpRequest request) {
    return new AwsApi(
            FakeEngine.of(port),
            SignedPost.verifier(),
            new ReplayGuard(directory.resolve("replays"), SignedPost.clock()),
            policy,
            limits,
            ApiConfig.defaults())
        .handle(request);
  }

  private HttpResponse call(String operation, String json) {
    return call(SignedPost.of("AWSStepFunctions." + operation, json));
  }

  private static JsonObject content(HttpResponse response) {
    return (JsonObject) JsonReader.read(response.content().toString(), JsonLimits.NETWORK);
  }

  private static String type(HttpResponse response) {
    return String.valueOf(content(response).string("__type"));
  }

  @ParameterizedTest
  @EnumSource
  void t18_replay_isRefusedUnlessItOnlyReads(Operation operation) {
    String target = "AWSStepFunctions." + operation.apiName();
    String json = Samples.input(operation, _ -> "m");
    String refusal =
        switch (operation) {
          case GET_ACTIVITY_TASK -> "#ThrottlingException";
          default -> "#InvalidSignatureException";
        };
    port.with("locate", _ -> Optional.empty());

    HttpResponse first = call(SignedPost.earlier(target, json));
    HttpResponse second = call(SignedPost.earlier(target, json));
    HttpResponse unsigned =
        call(SignedPost.earlier(target, json).withHeader("amz-sdk-invocation-id", "5a2d"));
    HttpResponse retry = call(SignedPost.later(target, json));
    HttpResponse other = call(SignedPost.with(target, json, "amz-sdk-invocation-id", "5a2d"));

    assertThat(type(first)).doesNotContain(refusal);
    if (operation.isRead() || operation == Operation.START_EXECUTION) {
      assertThat(type(second)).isEqualTo(type(first));
      assertThat(type(unsigned)).isEqualTo(type(first));
    } else {
      assertThat(type(unsigned)).endsWith("#ThrottlingException");
      assertThat(type(second)).endsWith(refusal);
      assertThat(second.status()).isEqualTo(refusal.contains("Throttling") ? 400 : 403);
    }
    assertThat(type(retry)).isEqualTo(type(first));
    assertThat(type(other)).isEqualTo(type(first));
  }

  @ParameterizedTest
  @EnumSource
  void t18_declarationRepeatedAtOnce_isCarriedOutAgain(Operation operation) {
    String target = "AWSStepFunctions." + operation.apiName();
    String json = Samples.input(operation, _ -> "m");
    port.with("locate", _ -> Optional.empty());

    HttpResponse first = call(SignedPost.of(target, json));
    HttpResponse second = call(SignedPost.of(target, json));

    assertThat(type(second).equals(type(first)))
        .isEqualTo(
            operation.isRead()
                || operation.isDeclaration()
                || operation == Operation.START_EXECUTION);
  }

  @Test
  void isDeclaration_isWhatDefinesAndRemoves() {
    assertThat(
            Arrays.stream(Operation.values())
                .filter(Operation::isDeclaration)
                .map(Operation::apiName))
        .allMatch(name -> name.matches("(Create|Update|Delete|Publish|Tag|Untag|Stop).*"));
  }

  @Test
  void isRead_isWhatDescribesAndLists() {
    assertThat(Arrays.stream(Operation.values()).filter(Operation::isRead).map(Operation::apiName))
        .allMatch(name ->
            name.matches("(Describe|List).*|GetExecutionHistory|ValidateStateMachineDefinition"));
    assertThat(Arrays.stream(Operation.values()).filter(one -> !one.isRead()))
        .noneMatch(one -> one.apiName().matches("(Describe|List).*"));
  }

  @Test
  void t18_startWhoseContentIsNotSigned_isCarriedOutOnce() {
    String json = "{\"stateMachineArn\":\"" + ARN + "\",\"name\":\"one\"}";
    HttpRequest signed = SignedPost.ofAnyContent("AWSStepFunctions.StartExecution", json);
    HttpRequest changed =
        signed.withBody(Body.of(json.replace("one", "two").getBytes(StandardCharsets.UTF_8)));

    assertThat(type(call(signed))).doesNotContain("InvalidSignature");
    assertThat(type(call(changed))).endsWith("#InvalidSignatureException");
  }

  @Test
  void t18_callerWithTooManySignatures_isThrottled() throws IOException {
    var replays = new ReplayGuard(directory.resolve("replays"), SignedPost.clock());
    var caller = new Principal(SignatureVerifier.ISSUER, "test", List.of(), JsonObject.EMPTY);
    for (int i = 0; i < 400_000; i++) {
      replays.use(caller, "s" + i, SignedPost.clock().instant().plusSeconds(300));
    }

    HttpResponse refused = call("DeleteStateMachine", "{\"stateMachineArn\":\"" + ARN + "\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(type(refused)).endsWith("#ThrottlingException");
    assertThat(port.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/,x-amz-target,true",
    "GET,/,x-amz-target,false",
    "POST,/orders,x-amz-target,false",
    "POST,/,accept,false"
  })
  void owns_postsToTheRootWithATarget(String method, String path, String header, boolean owns) {
    assertThat(AwsApi.owns(HttpRequest.of(method, path).withHeader(header, "x"))).isEqualTo(owns);
  }

  @Test
  void handle_ofASignedCall_answersInJson10() {
    port.with("delete", _ -> null);

    HttpResponse response = call("DeleteStateMachine", "{\"stateMachineArn\":\"" + ARN + "\"}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().first("Content-Type")).contains("application/x-amz-json-1.0");
    assertThat(response.headers().first("x-amzn-RequestId")).isPresent();
    assertThat(response.content().toString()).isEqualTo("{}");
    assertThat(port.asked).containsExactly(List.of("123456789012", ARN));
  }

  @Test
  void unavailable_isAnErrorOfTheApi() {
    HttpResponse response = AwsApi.unavailable();

    assertThat(response.status()).isEqualTo(503);
    assertThat(content(response).string("__type")).endsWith("#ServiceUnavailable");
  }

  @Test
  void handle_ofAnUnsignedCall_is403() {
    HttpResponse response =
        call(HttpRequest.of("POST", "/").withHeader("x-amz-target", "AWSStepFunctions.TestState"));

    assertThat(response.status()).isEqualTo(403);
    assertThat(content(response).string("__type"))
        .isEqualTo("com.amazon.coral.service#MissingAuthenticationTokenException");
    assertThat(content(response).string("message")).isEqualTo("Missing Authentication Token");
  }

  @ParameterizedTest
  @CsvSource({"AWSStepFunctions.Nothing", "DynamoDB_20120810.ListTables", "ListStateMachines"})
  void handle_ofAnotherOperation_isUnknown(String target) {
    HttpResponse response = call(SignedPost.of(target, "{}"));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.content().toString())
        .isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
  }

  @ParameterizedTest
  @CsvSource(
      value = {"''", "{", "[]", "1", "{\"a\":1,\"a\":2}"},
      delimiter = '|')
  void handle_ofContentThatIsNoObject_isASerializationException(String body) {
    HttpResponse response = call("ListStateMachines", body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(content(response).string("__type"))
        .isEqualTo("com.amazon.coral.service#SerializationException");
  }

  @Test
  void handle_ofABrokenConstraint_asksNobody() {
    assertThat(content(call("DeleteStateMachine", "{}")).string("message"))
        .isEqualTo(
            "1 validation error detected: Value null at 'stateMachineArn' failed to satisfy"
                + " constraint: Member must not be null");
    assertThat(port.asked).isEmpty();
  }

  @Test
  void handle_ofWhatThePolicyDenies_isAccessDenied() {
    policy = (_, _, _, _) -> new Decision.Deny("not today");

    HttpResponse response = call("DeleteStateMachine", "{\"stateMachineArn\":\"" + ARN + "\"}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(content(response).string("__type"))
        .isEqualTo("com.amazon.coral.service#AccessDeniedException");
    assertThat(content(response).string("message"))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:user/test is not authorized to perform:"
                + " states:DeleteStateMachine on resource: "
                + ARN);
    assertThat(port.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DescribeStateMachine | stateMachineArn | arn:aws:states:us-east-1:123456789012:stateMachine:m:1 | Machine[engine=embedded, name=m]
          DescribeExecution | executionArn | arn:aws:states:us-east-1:123456789012:execution:m:e | Execution[engine=embedded, machine=m, name=e, origin=null]
          DescribeActivity | activityArn | arn:aws:states:us-east-1:123456789012:activity:a | Named[arn=arn:aws:states:us-east-1:123456789012:activity:a]
          DescribeActivity | activityArn | nonsense | Named[arn=nonsense]
          CreateActivity | name | a | Account[account=123456789012]
          StartExecution | stateMachineArn | arn:aws:states:us-east-1:123456789012:stateMachine:m#Case | Machine[engine=embedded, name=m]
          """)
  void handle_asksThePolicyOfWhatTheCallNames(
      String operation, String field, String value, String resource) {
    var asked = new ArrayList<Resource>();
    var action = new ArrayList<Action>();
    policy =
        (_, what, about, _) -> {
          action.add(what);
          asked.add(about);
          return new Decision.Deny("");
        };
    port.with("locate", _ -> Optional.empty());

    call(operation, "{\"" + field + "\":\"" + value + "\"}");

    assertThat(asked.getFirst()).hasToString(resource);
    assertThat(action.getFirst()).isEqualTo(Operation.of(operation).action());
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeStateMachine, stateMachineArn, stateMachine:m",
    "StartExecution, stateMachineArn, stateMachine:m#Case",
    "DeleteStateMachineVersion, stateMachineVersionArn, stateMachine:m:1",
    "DescribeStateMachineAlias, stateMachineAliasArn, stateMachine:m:live",
    "DescribeExecution, executionArn, execution:m:e",
    "DescribeActivity, activityArn, activity:a",
    "DescribeMapRun, mapRunArn, mapRun:m/l:r",
    "ListExecutions, mapRunArn, mapRun:m/l:r",
    "ListTagsForResource, resourceArn, activity:a"
  })
  void handle_ofWhatBelongsToAnotherAccount_asksNobody(
      String operation, String field, String rest) {
    policy =
        (_, _, _, _) -> {
          throw new AssertionError("the policy was asked");
        };
    String arn = "arn:aws:states:us-east-1:222222222222:" + rest;

    HttpResponse response = call(operation, "{\"" + field + "\":\"" + arn + "\"}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(content(response).string("__type"))
        .isEqualTo("com.amazon.coral.service#AccessDeniedException");
    assertThat(content(response).string("message"))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:user/test is not authorized to perform: states:"
                + operation
                + " on resource: "
                + arn
                + " because no resource-based policy allows the states:"
                + operation
                + " action");
    assertThat(port.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, TEST_STATE REVEAL_SECRETS", "false, TEST_STATE"})
  void handle_ofSecretsToReveal_asksThePolicyForThemToo(boolean reveal, String actions) {
    var asked = new ArrayList<String>();
    policy =
        (_, what, _, _) -> {
          asked.add(what.name());
          return what == Action.REVEAL_SECRETS ? new Decision.Deny("") : Decision.Allow.UNASKED;
        };
    port.answer(
        "test",
        new StateTestResult(StateTestResult.Status.SUCCEEDED, "{}", null, null, null, null));

    JsonObject answer =
        content(call("TestState", "{\"definition\":\"{}\",\"revealSecrets\":" + reveal + "}"));

    assertThat(String.join(" ", asked)).isEqualTo(actions);
    assertThat(answer.string("message"))
        .isEqualTo(
            reveal
                ? "User: arn:aws:iam::123456789012:user/test is not authorized to perform:"
                    + " states:RevealSecrets on resource: *"
                : null);
  }

  @Test
  void handle_ofWhatTheEngineRefuses_givesItsCodeAndText() {
    port.with(
        "delete",
        _ -> {
          throw WorkflowException.invalidArn("x");
        });

    HttpResponse response = call("DeleteStateMachine", "{\"stateMachineArn\":\"x\"}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.content().toString())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.swf.service.v2.model#InvalidArn\","
                + "\"message\":\"Invalid Arn: 'x'\"}");
  }

  @ParameterizedTest
  @CsvSource({"true,503,ServiceUnavailable", "false,500,InternalFailure"})
  void handle_ofAnEngineThatFails_tellsWhetherToTryAgain(
      boolean retryable, int status, String code) {
    port.with(
        "delete",
        _ -> {
          throw new BackendException("embedded", retryable, "disk", null);
        });

    HttpResponse response = call("DeleteStateMachine", "{\"stateMachineArn\":\"x\"}");

    assertThat(response.status()).isEqualTo(status);
    assertThat(content(response).string("__type")).endsWith("#" + code);
    assertThat(response.content().toString()).doesNotContain("disk");
  }

  @Test
  void handle_ofAFaultOfOurs_givesAReference() {
    port.with(
        "delete",
        _ -> {
          throw new IllegalStateException("internal");
        });

    HttpResponse response = call("DeleteStateMachine", "{\"stateMachineArn\":\"x\"}");

    assertThat(response.status()).isEqualTo(500);
    assertThat(content(response).string("message")).startsWith("The request failed.");
    assertThat(response.content().toString()).doesNotContain("internal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DescribeExecution | executionArn | execution:m:e | ExecutionDoesNotExist | Execution Does Not Exist
          GetExecutionHistory | executionArn | execution:m:e | ExecutionDoesNotExist | Execution Does Not Exist
          StopExecution | executionArn | execution:m:e | ExecutionDoesNotExist | Execution Does Not Exist
          RedriveExecution | executionArn | execution:m:e | ExecutionDoesNotExist | Execution Does Not Exist
          DescribeStateMachine | stateMachineArn | stateMachine:m | StateMachineDoesNotExist | State Machine Does Not Exist
          StartExecution | stateMachineArn | stateMachine:m:1 | StateMachineDoesNotExist | State Machine Does Not Exist
          ListExecutions | stateMachineArn | stateMachine:m | StateMachineDoesNotExist | State Machine Does Not Exist
          DescribeStateMachineAlias | stateMachineAliasArn | stateMachine:m:live | ResourceNotFound | Resource not found
          DescribeActivity | activityArn | activity:a | ActivityDoesNotExist | Activity Does Not Exist
          GetActivityTask | activityArn | activity:a | ActivityDoesNotExist | Activity Does Not Exist
          DescribeMapRun | mapRunArn | mapRun:m/l:r | ResourceNotFound | Resource not found
          """)
  void t22_whatMayNotBeSeen_isAnsweredAsWhatIsNotThere(
      String operation, String field, String name, String code, String text) {
    String arn = "arn:aws:states:us-east-1:123456789012:" + name;
    policy = (_, _, _, _) -> new Decision.Deny("not yours");
    port.with("locate", _ -> Optional.empty());

    HttpResponse response = call(operation, "{\"" + field + "\":\"" + arn + "\"}");

    assertThat(response.content().toString())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.swf.service.v2.model#%s\",\"message\":\"%s: '%s'\"}"
                .formatted(code, text, arn));
  }

  @Test
  void t22_whatMayBeSeenButNotDone_isAccessDenied() {
    policy =
        (_, action, _, _) ->
            action == Action.DESCRIBE_STATE_MACHINE
                ? Decision.Allow.UNASKED
                : new Decision.Deny("");

    HttpResponse response = call("StartExecution", "{\"stateMachineArn\":\"" + ARN + "\"}");

    assertThat(content(response).string("__type")).endsWith("#AccessDeniedException");
    assertThat(port.asked).isEmpty();
  }

  @Test
  void t22_lists_areFullPagesOfWhatMayBeSeen() {
    policy =
        (_, _, resource, _) ->
            resource instanceof Resource.Machine(var _, var name) && !name.startsWith("mine")
                ? new Decision.Deny("not yours")
                : Decision.Allow.UNASKED;
    port.with(
        "list",
        given -> {
          var asked = (PageRequest) given.get(1);
          int from = asked.nextToken() == null ? 0 : Integer.parseInt(asked.nextToken());
          var names = List.of("a", "mine1", "b", "c", "mine2", "mine3", "d");
          int to = Math.min(names.size(), from + asked.size());
          return new Page<>(
              names.subList(from, to).stream()
                  .map(name ->
                      new MachineSummary("arn:" + name, name, MachineType.STANDARD, Instant.EPOCH))
                  .toList(),
              to == names.size() ? null : Integer.toString(to));
        });

    JsonObject first = content(call("ListStateMachines", "{\"maxResults\":2}"));

    assertThat(first.get("stateMachines")).asString().contains("mine1", "mine2");
    assertThat(((JsonArray) first.get("stateMachines")).size()).isEqualTo(2);
    JsonObject second =
        content(
            call(
                "ListStateMachines",
                "{\"maxResults\":2,\"nextToken\":\"" + first.string("nextToken") + "\"}"));
    assertThat(((JsonArray) second.get("stateMachines")).size()).isEqualTo(1);
    assertThat(second.get("nextToken")).isNull();
  }

  @Test
  void handle_callerOverItsLimit_isThrottled() {
    limits.use(
        List.of(new LimitRule("all", Set.of(), Set.of(), Set.of(), Rate.parse("1/h"), 1, 0)));

    assertThat(call("ListActivities", "{}").status()).isNotEqualTo(429);
    HttpResponse refused = call("ListActivities", "{}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(content(refused).string("__type")).endsWith("#ThrottlingException");
  }
}
