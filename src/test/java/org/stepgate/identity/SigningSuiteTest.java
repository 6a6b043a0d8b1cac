package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonObject;

/// The published signing tests, taken the other way round: what they sign has to be verified, and
/// nothing else.
class SigningSuiteTest {
  private static final Path SUITE =
      Path.of("../shared/corpora/sigv4/tests/aws-signing-test-suite/v4");

  /// Refused though the suite signs them: paths with blanks, which no request line can hold, and a
  /// session token in the query that was added after the request was signed.
  private static final Set<String> REFUSED =
      Set.of(
          "get-space-normalized/header-signed-request.txt",
          "get-space-normalized/query-signed-request.txt",
          "post-sts-header-after/query-signed-request.txt");

  @TestFactory
  Stream<DynamicTest> suite() throws IOException {
    assumeTrue(Files.isDirectory(SUITE), "skipped: the signing tests are not on this machine");
    var tests = new ArrayList<DynamicTest>();
    try (Stream<Path> folders = Files.list(SUITE)) {
      for (Path folder : folders.sorted().toList()) {
        for (String form : List.of("header", "query")) {
          Path file = folder.resolve(form + "-signed-request.txt");
          if (Files.exists(file)) {
            tests.add(
                DynamicTest.dynamicTest(
                    folder.getFileName() + " " + form, () -> verify(folder, file)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void verify(Path folder, Path file) throws IOException {
    var context =
        (JsonObject)
            JsonReader.read(Files.readString(folder.resolve("context.json")), JsonLimits.NETWORK);
    var credentials = (JsonObject) context.get("credentials");
    String token = credentials.string("token");
    AccessKey key =
        AccessKey.of(
            credentials.string("access_key_id"),
            new AccessKey.Secret.Text(credentials.string("secret_access_key")),
            "123456789012");
    var keys = new AccessKeys();
    keys.use(List.of(token == null ? key : key.withSessionToken(new AccessKey.Secret.Text(token))));
    var verifier =
        new SignatureVerifier(
            keys,
            new SignatureVerifier.Scope(
                context.string("region"),
                context.string("service"),
                JsonBoolean.TRUE.equals(context.get("normalize"))),
            InstantSource.fixed(Instant.parse(context.string("timestamp"))));
    String text = Files.readString(file);

    HttpRequest request = parse(text);

    assertThat(verifier.verify(request, request.body().toBytes(1_000)))
        .isInstanceOf(
            REFUSED.contains(folder.getFileName() + "/" + file.getFileName())
                ? SignatureCheck.Refused.class
                : SignatureCheck.Verified.class);
    assertThat(verifier.verify(request, "other".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(SignatureCheck.Refused.otherSignature());
  }

  /// A request as it stands in a file of the suite.
  private static HttpRequest parse(String text) {
    String[] parts = text.replace("\r", "").split("\n\n", 2);
    List<String> lines = parts[0].lines().toList();
    String line = lines.getFirst();
    int first = line.indexOf(' ');
    String method = line.substring(0, first);
    String target = line.substring(first + 1, line.lastIndexOf(' '));
    var request = HttpRequest.of(method, target);
    String name = "";
    var value = new StringBuilder();
    for (String header : lines.subList(1, lines.size())) {
      if (header.startsWith(" ")) {
        value.append(header);
        continue;
      }
      request = name.isEmpty() ? request : request.withHeader(name, value.toString());
      int colon = header.indexOf(':');
      name = header.substring(0, colon);
      value = new StringBuilder(header.substring(colon + 1));
    }
    request = name.isEmpty() ? request : request.withHeader(name, value.toString());
    byte[] body =
        (parts.length > 1 ? parts[1] : "").stripTrailing().getBytes(StandardCharsets.UTF_8);
    return request.withBody(Body.of(body));
  }
}
