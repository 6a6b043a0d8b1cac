package org.stepgate.awsapi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Starts an execution of one Pass state over the Step Functions API, and prints a script with
/// which `wrk` describes it. The signature holds for five minutes.
///
/// Argument: the endpoint, such as `http://127.0.0.1:8080`.
public final class DescribeScript {
  private static final String MACHINE = "bench-describe";

  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  private DescribeScript(URI endpoint) {
    this.endpoint = endpoint;
  }

  /// Prints the script.
  public static void main(String[] arguments) throws InterruptedException {
    System.out.print(new DescribeScript(URI.create(arguments[0] + "/")).script());
  }

  private String script() throws InterruptedException {
    String definition =
        "{\\\"StartAt\\\":\\\"A\\\",\\\"States\\\":{\\\"A\\\":{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}}}";
    String machine =
        call(
            "CreateStateMachine",
            "{\"name\":\"%s\",\"roleArn\":\"arn:aws:iam::123456789012:role/bench\",\"definition\":\"%s\"}"
                .formatted(MACHINE, definition),
            "stateMachineArn");
    String execution =
        call("StartExecution", "{\"stateMachineArn\":\"%s\"}".formatted(machine), "executionArn");
    String body = "{\"executionArn\":\"%s\"}".formatted(execution);
    var script = new StringBuilder("wrk.method = \"POST\"\nwrk.body = [[" + body + "]]\n");
    signed("DescribeExecution", body)
        .forEach((name, values) ->
            script
                .append("wrk.headers[\"")
                .append(name)
                .append("\"] = [[")
                .append(values.getFirst())
                .append("]]\n"));
    return script.toString();
  }

  private String call(String operation, String body, String answer) throws InterruptedException {
    var request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(body));
    signed(operation, body)
        .forEach((name, values) -> {
          if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
            request.header(name, values.getFirst());
          }
        });
    try {
      String content = client.send(request.build(), BodyHandlers.ofString()).body();
      if (JsonReader.read(content, JsonLimits.NETWORK) instanceof JsonObject object
          && object.string(answer) instanceof String text) {
        return text;
      }
      throw new IllegalStateException(operation + ": " + content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, List<String>> signed(String operation, String body) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("X-Amz-Target", "AWSStepFunctions." + operation)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .build();
    return AwsV4HttpSigner.create()
        .sign(sign ->
            sign.identity(AwsCredentialsIdentity.create("test", "test"))
                .request(request)
                .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "states"))
        .request()
        .headers();
  }
}
