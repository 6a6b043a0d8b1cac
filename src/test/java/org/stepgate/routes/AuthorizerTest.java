package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

class AuthorizerTest {
  private static final Principal ALICE =
      new Principal("https://issuer.example", "alice b", List.of("x,y", "ä"), JsonObject.EMPTY);

  private final List<String> asked = new ArrayList<>();

  private HttpResponse answer(String method, String path) {
    Policy policy =
        (_, action, resource, _) -> {
          asked.add(action + " " + ((Resource.Route) resource).id());
          return Decision.Allow.UNASKED;
        };
    return new Authorizer(_ -> ALICE, policy).handle(HttpRequest.of(method, path));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/docs/a/b,INVOKE /docs/",
    "HEAD,/docs/,INVOKE /docs/",
    "POST,/docs/a,INVOKE /docs/",
    "GET,/docs,INVOKE /",
    "GET,/,INVOKE /"
  })
  void handle_asksAboutTheFolder(String method, String path, String question) {
    answer(method, path);

    assertThat(asked).containsExactly(question);
  }

  @Test
  void handle_ofWhoMay_tellsWhoItIs() {
    HttpResponse answer = answer("GET", "/docs/a");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Variable-STEPGATE_ISSUER"))
        .contains("https://issuer.example");
    assertThat(answer.headers().first("Variable-STEPGATE_SUBJECT")).contains("alice%20b");
    assertThat(answer.headers().first("Variable-STEPGATE_GROUPS")).contains("x%2Cy,%C3%A4");
  }

  @Test
  void handle_ofWhoMayNot_is403() {
    Policy policy = (_, _, _, _) -> new Decision.Deny(List.of(), "no");
    var authorizer = new Authorizer(_ -> ALICE, policy);

    var problem =
        catchThrowableOfType(
            ProblemException.class, () -> authorizer.handle(HttpRequest.of("GET", "/docs/a")));

    assertThat(problem.status()).isEqualTo(403);
  }

  @Test
  void handle_ofAnUnknownCaller_is401() {
    var authorizer =
        new Authorizer(
            _ -> {
              throw ProblemException.unauthorized("No.", "no", "Bearer");
            },
            (_, _, _, _) -> Decision.Allow.UNASKED);

    var problem =
        catchThrowableOfType(
            ProblemException.class, () -> authorizer.handle(HttpRequest.of("GET", "/docs/a")));

    assertThat(problem.status()).isEqualTo(401);
  }
}
