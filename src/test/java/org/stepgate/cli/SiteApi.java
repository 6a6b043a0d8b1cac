package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Site;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The Step Functions API of a [Site], called with the key `test`. Safe for many threads.
final class SiteApi implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  SiteApi(Site site) {
    this.address = URI.create(site.url() + "/");
  }

  /// Calls an operation that is to succeed.
  JsonObject call(String operation, String json) throws Exception {
    return later(operation, json).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Calls an operation that is to succeed, at some time.
  CompletableFuture<JsonObject> later(String operation, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    var plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address)
            .putHeader("X-Amz-Target", "AWSStepFunctions." + operation)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("amz-sdk-invocation-id", UUID.randomUUID().toString())
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(AwsCredentialsIdentity.create("test", "test"))
                    .request(plain)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "states"))
            .request();
    var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body));
    signed
        .headers()
        .forEach((name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return http.sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(response -> {
          assertThat(response.statusCode()).as(operation + ": " + response.body()).isEqualTo(200);
          return (JsonObject) JsonReader.read(response.body(), JsonLimits.NETWORK);
        });
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
