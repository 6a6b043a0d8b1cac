package org.stepgate.tasks;

import java.io.IOException;
import java.util.SequencedMap;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;

/// Calls one operation of the SDK with JSON and gives JSON back.
final class SdkExchange {
  /// No result of a task may be larger, so that no more of a stream is read.
  static final int MAX_BODY_BYTES = 262_144;

  /// The streamed part of a request or a response, which the SDK's metadata does not name.
  private static final String BODY = "Body";

  private SdkExchange() {}

  /// What came back.
  ///
  /// @param fields the fields of the response, the streamed one last
  /// @param response the response, for what else it tells
  /// @param tooLarge true when the streamed part is larger than [#MAX_BODY_BYTES]; `fields` has
  ///   none then
  record Answer(SequencedMap<String, JsonValue> fields, AwsResponse response, boolean tooLarge) {}

  /// Makes the call.
  ///
  /// @param names how the service names its fields
  /// @throws TaskRefusedException when the operation has no such arguments
  /// @throws software.amazon.awssdk.core.exception.SdkException when the call fails
  static Answer call(
      SdkNames names, AwsAccess access, SdkOperation operation, JsonObject arguments) {
    boolean upload = operation.kind() == SdkOperation.Kind.UPLOAD;
    var source = new SdkArguments(names, arguments, upload ? BODY : null);
    SdkPojo request = operation.newRequestBuilder();
    source.fill(request);
    access.prepare((AwsRequest.Builder) request);
    Object answer =
        operation.call(
            access.client(),
            request,
            upload ? RequestBody.fromBytes(source.body()) : RequestBody.empty());
    var results = new SdkResults(names);
    if (answer instanceof ResponseInputStream<?> stream) {
      return downloaded(results, stream);
    }
    var response = (AwsResponse) answer;
    return new Answer(results.fields(response), response, false);
  }

  private static Answer downloaded(SdkResults results, ResponseInputStream<?> stream) {
    var response = (AwsResponse) stream.response();
    SequencedMap<String, JsonValue> fields = results.fields(response);
    try (stream) {
      byte[] body = stream.readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        stream.abort();
        return new Answer(fields, response, true);
      }
      fields.putLast(BODY, SdkResults.text(body));
      return new Answer(fields, response, false);
    } catch (IOException e) {
      throw SdkClientException.create("The answer cannot be read: " + e.getMessage(), e);
    }
  }
}
