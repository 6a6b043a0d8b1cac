package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonNull;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// Credentials by identity tokens, of an STS that gives another key at each request.
class WebIdentityRolesTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/desk";
  private static final String EXECUTIONS = "arn:aws:states:us-east-1:123456789012:execution:m:";
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(1));

  private final AtomicInteger given = new AtomicInteger();
  private final AtomicInteger minted = new AtomicInteger();
  private Instant now = START;
  private StandInEndpoint endpoint;
  private StsClient sts;
  private WebIdentityRoles roles;

  @BeforeEach
  void start() throws Exception {
    startSts(_ ->
        new StandInEndpoint.Reply(200, StsAnswers.assumed("K" + given.incrementAndGet(), END)));
  }

  @AfterEach
  void end() {
    sts.close();
    endpoint.close();
  }

  private void startSts(StandInEndpoint.Service service) throws IOException {
    endpoint = StandInEndpoint.answering(service);
    sts =
        StsClient.builder()
            .endpointOverride(endpoint.address())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    roles =
        new WebIdentityRoles(
            "sts.example",
            (audience, _) -> audience + "-token-" + minted.incrementAndGet(),
            () -> now);
  }

  private void restartSts(int status, String body) throws IOException {
    end();
    minted.set(0);
    startSts(_ -> new StandInEndpoint.Reply(status, body));
  }

  private String key(String role, String execution) {
    var credentials =
        (AwsSessionCredentials)
            roles.credentials(role, call(execution), () -> sts).resolveCredentials();
    assertThat(credentials.sessionToken()).isEqualTo("session");
    return credentials.accessKeyId();
  }

  private static TaskCall call(String execution) {
    return new TaskCall(
        "arn:aws:states:::sns:publish",
        JsonNull.NULL,
        new TaskIdentity(EXECUTIONS + execution, "Tell", 0, "key"),
        Duration.ofMinutes(1));
  }

  @Test
  void credentials_areAskedForByTheTokenAlone() throws Exception {
    assertThat(key(ROLE, "e-1")).isEqualTo("K1");

    StandInEndpoint.Received request = endpoint.take();
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(request.body())
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdesk")
        .contains("RoleSessionName=e-1")
        .contains("WebIdentityToken=sts.example-token-1");
  }

  @Test
  void credentials_areKeptForTheirRoleAndExecutionOnly() {
    assertThat(key(ROLE, "e-1")).isEqualTo("K1");
    assertThat(key(ROLE, "e-1")).isEqualTo("K1");
    assertThat(key(ROLE, "e-2")).isEqualTo("K2");
    assertThat(key(ROLE + "2", "e-1")).isEqualTo("K3");
    assertThat(key(ROLE, "e-1")).isEqualTo("K1");
    assertThat(minted).hasValue(3);
  }

  @ParameterizedTest
  @CsvSource({"-1,K1", "0,K2", "1,K2"})
  void credentials_aMinuteBeforeTheyExpire_areFetchedAnew(int seconds, String expected) {
    assertThat(key(ROLE, "e")).isEqualTo("K1");

    now = END.minus(WebIdentityRoles.MARGIN).plusSeconds(seconds);

    assertThat(key(ROLE, "e")).isEqualTo(expected);
  }

  @Test
  void credentials_ofMoreExecutionsThanAreKept_replaceThoseUnusedForLongest() {
    for (int i = 1; i <= WebIdentityRoles.MOST; i++) {
      assertThat(key(ROLE, "e-" + i)).isEqualTo("K" + i);
    }
    assertThat(key(ROLE, "e-1")).isEqualTo("K1");

    key(ROLE, "one-more");

    assertThat(key(ROLE, "e-1")).isEqualTo("K1");
    assertThat(key(ROLE, "e-2")).isEqualTo("K" + (WebIdentityRoles.MOST + 2));
  }

  @Test
  void credentials_thatManyNeedAtOnce_areFetchedOnce() throws Exception {
    int callers = 8;
    var ready = new CountDownLatch(callers);
    List<Future<String>> keys = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        keys.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return key(ROLE, "e");
            }));
      }
      for (Future<String> key : keys) {
        assertThat(key.get()).isEqualTo("K1");
      }
    }
  }

  @Test
  void refusal_isAFailedTask_withTheWordsOfStsAndWithoutTheToken() throws Exception {
    restartSts(403, StsAnswers.refused("AccessDenied", "Not with sts.example-token-1 here"));

    assertThatThrownBy(() -> key(ROLE, "e"))
        .isInstanceOfSatisfying(
            TaskRefusedException.class,
            refused ->
                assertThat(refused.outcome())
                    .isEqualTo(
                        new TaskOutcome.Failed(
                            "States.TaskFailed",
                            "The role "
                                + ROLE
                                + " cannot be assumed: STS answered AccessDenied: Not with"
                                + " **** here")));
  }

  @ParameterizedTest
  @CsvSource({"200,<x/>", "500,oops", "200,no XML"})
  void answerWithoutCredentials_isAFailedTask(int status, String body) throws Exception {
    restartSts(status, body);

    assertThatThrownBy(() -> key(ROLE, "e"))
        .isInstanceOf(TaskRefusedException.class)
        .hasMessageStartingWith("The role " + ROLE + " cannot be assumed: STS ");
  }

  @Test
  void stsThatIsAway_isAFailedTask() {
    endpoint.close();

    assertThatThrownBy(() -> key(ROLE, "e"))
        .isInstanceOf(TaskRefusedException.class)
        .hasMessageStartingWith("The role " + ROLE + " cannot be assumed: STS gave no answer: ")
        .hasMessageNotContaining("token");
  }

  @Test
  void tokenThatCannotBeMade_isAFailedTask() {
    var without = new WebIdentityRoles("a", IdentityTokens.NONE, () -> now);

    assertThatThrownBy(() -> without.credentials(ROLE, call("e"), () -> sts))
        .isInstanceOf(TaskRefusedException.class)
        .hasMessage(
            "The role "
                + ROLE
                + " cannot be assumed: there is no identity token, the section workflow-identity is"
                + " missing");
    assertThat(endpoint.isIdle()).isTrue();
  }

  @Test
  void failure_isNotKept() throws Exception {
    var answers = new AtomicInteger();
    end();
    startSts(_ ->
        answers.incrementAndGet() == 1
            ? new StandInEndpoint.Reply(400, StsAnswers.refused("IDPCommunicationError", "later"))
            : new StandInEndpoint.Reply(200, StsAnswers.assumed("K9", END)));

    assertThatThrownBy(() -> key(ROLE, "e")).isInstanceOf(TaskRefusedException.class);

    assertThat(key(ROLE, "e")).isEqualTo("K9");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:x:1:execution:m:order-17_b,                order-17_b",
    "arn:aws:states:x:1:execution:m:ab,                        ab",
    "arn:aws:states:x:1:execution:m:a,                         a-[0-9a-f]{16}",
    "arn:aws:states:x:1:express:m:a(b):c,                      a-b--[0-9a-f]{16}",
    "arn,                                                      arn"
  })
  void sessionName_isTheExecutions(String arn, String pattern) {
    assertThat(WebIdentityRoles.sessionName(arn)).matches(pattern);
  }

  @ParameterizedTest
  @CsvSource({"63,true", "64,true", "65,false"})
  void sessionName_ofALongName_isItsBeginningAndAHash(int characters, boolean whole) {
    String name = "n".repeat(characters);
    String session = WebIdentityRoles.sessionName(EXECUTIONS + name);

    assertThat(session.equals(name)).isEqualTo(whole);
    assertThat(session).hasSizeLessThanOrEqualTo(64).startsWith("n".repeat(47));
  }
}
