package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.Body;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.http.QueryParameters;

class ForeignPageTest {
  private static final URI RESOURCE = URI.create("https://gate.example/");

  private static HttpRequest request(String method, String host) {
    return new HttpRequest(
        method,
        "/x",
        "/x",
        QueryParameters.parse(""),
        Headers.none(),
        "127.0.0.1",
        "http",
        host,
        Body.empty());
  }

  private static HttpRequest with(HttpRequest request, String name, String value) {
    return value == null ? request : request.withHeader(name, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // method | host | origin | site | mode | dest | what is named in the refusal
        "POST | localhost:8080 |                        |             |          |          | ",
        "GET  | 127.0.0.1      |                        |             |          |          | ",
        "GET  | 127.9.9.9:1    |                        |             |          |          | ",
        "GET  | [::1]:8080     |                        |             |          |          | ",
        "GET  | LOCALHOST      |                        |             |          |          | ",
        "GET  | ''             |                        |             |          |          | ",
        "POST | gate.example   |                        |             |          |          | ",
        "POST | Gate.Example:1 |                        |             |          |          | ",
        "GET  | evil.example   |                        |             |          |          | Host",
        "GET  | evil.example:1 |                        | same-origin | navigate | document | Host",
        "GET  | localhost.evil |                        |             |          |          | Host",
        "GET  | 127.0.0.1.evil |                        |             |          |          | Host",
        "GET  | 10.0.0.1       |                        |             |          |          | Host",
        "GET  | [::2]          |                        |             |          |          | Host",
        "GET  | a@localhost    |                        |             |          |          | Host",
        "POST | localhost:8080 | http://localhost:8080  | same-origin | cors     | empty    | ",
        "POST | localhost:8080 | https://gate.example   |             |          |          | ",
        "POST | localhost:8080 | http://localhost:3000  |             |          |          |"
            + " Origin",
        "POST | localhost:8080 | http://localhost       |             |          |          |"
            + " Origin",
        "POST | localhost:8080 | https://localhost:8080 |             |          |          |"
            + " Origin",
        "POST | localhost:8080 | https://evil.example   |             |          |          |"
            + " Origin",
        "POST | localhost:8080 | null                   |             |          |          |"
            + " Origin",
        "GET  | localhost      |                        | none        | navigate | document | ",
        "POST | localhost      |                        | same-origin | cors     | empty    | ",
        "GET  | localhost      |                        | cross-site  | navigate | document | ",
        "GET  | localhost      |                        | same-site   | navigate | document | ",
        "GET  | localhost      |                        | cross-site  | navigate | iframe   |"
            + " Fetch",
        "GET  | localhost      |                        | cross-site  | no-cors  | image    |"
            + " Fetch",
        "GET  | localhost      |                        | same-site   | cors     | empty    |"
            + " Fetch",
        "HEAD | localhost      |                        | cross-site  | navigate | document |"
            + " Fetch",
        "POST | localhost      |                        | cross-site  | navigate | document |"
            + " Fetch",
        "POST | localhost      |                        | same-site   | no-cors  | empty    |"
            + " Fetch",
        "GET  | localhost      |                        | whatever    |          |          |"
            + " Fetch",
      })
  void refusal_dependsOnWhatBrowsersSay(
      String method,
      String host,
      String origin,
      String site,
      String mode,
      String dest,
      String refused) {
    HttpRequest request = with(request(method, host), "origin", origin);
    request = with(request, "sec-fetch-site", site);
    request = with(with(request, "sec-fetch-mode", mode), "sec-fetch-dest", dest);

    String detail =
        ForeignPage.refusal(request, RESOURCE).map(ProblemException::detail).orElse(null);

    if (refused == null) {
      assertThat(detail).isNull();
    } else {
      assertThat(detail).contains(refused);
    }
  }

  @Test
  void refusal_ofAHostThatIsNotConfigured_is403() {
    assertThat(ForeignPage.refusal(request("GET", "gate.example"), null))
        .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(403));
  }

  @ParameterizedTest
  @ValueSource(strings = {"origin", "sec-fetch-site"})
  void refusal_ofTwoFieldsOfWhichOneIsOwn_isThere(String name) {
    String own = name.equals("origin") ? "http://localhost" : "same-origin";
    HttpRequest request =
        request("POST", "localhost").withHeader(name, own).withHeader(name, "cross-site");

    assertThat(ForeignPage.refusal(request, null)).isPresent();
  }
}
