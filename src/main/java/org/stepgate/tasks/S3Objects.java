package org.stepgate.tasks;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The objects of S3.
final class S3Objects implements ObjectStore {
  private static final String SERVICE = "s3";
  private static final String RESOURCE = "arn:aws:states:::s3";
  private static final Duration ONE_TRANSFER = Duration.ofHours(1);

  private final Supplier<AwsClients> clients;

  /// @param clients gives the clients, when the first object is read or written
  S3Objects(Supplier<AwsClients> clients) {
    this.clients = clients;
  }

  @Override
  public InputStream open(Caller caller, Place place) {
    return called(
        caller,
        (s3, access) ->
            new Aborting(
                s3.getObject(request -> {
                  access.prepare(request);
                  request.bucket(place.bucket()).key(place.key()).versionId(place.versionId());
                })));
  }

  @Override
  public Listing list(Caller caller, String bucket, String prefix, @Nullable String nextToken) {
    ListObjectsV2Response response =
        called(
            caller,
            (s3, access) ->
                s3.listObjectsV2(request -> {
                  access.prepare(request);
                  request.bucket(bucket).prefix(prefix).continuationToken(nextToken);
                }));
    return new Listing(
        response.contents().stream().map(S3Objects::summary).toList(),
        Boolean.TRUE.equals(response.isTruncated()) ? response.nextContinuationToken() : null);
  }

  private static Summary summary(S3Object object) {
    return new Summary(
        object.key(),
        object.eTag(),
        object.lastModified(),
        object.size(),
        object.storageClassAsString() == null ? "" : object.storageClassAsString());
  }

  @Override
  public void put(Caller caller, Place place, String contentType, byte[] content) {
    var _ =
        called(
            caller,
            (s3, access) ->
                s3.putObject(
                    request -> {
                      access.prepare(request);
                      request.bucket(place.bucket()).key(place.key()).contentType(contentType);
                    },
                    RequestBody.fromBytes(content)));
  }

  private <T> T called(Caller caller, BiFunction<S3Client, AwsAccess, T> call) {
    SdkService service = SdkService.of(SERVICE).orElseThrow();
    AwsClients open = clients.get();
    String region = open.endpoints().region(null, caller.executionArn());
    try {
      AwsAccess access = open.access(service, region, asCall(caller));
      return call.apply((S3Client) access.client(), access);
    } catch (TaskRefusedException e) {
      throw new ObjectStoreException(e.outcome(), e);
    } catch (SdkException e) {
      throw new ObjectStoreException(AwsErrors.ofSdk(service, e), e);
    }
  }

  /// What the identity token of a caller is minted for.
  private static TaskCall asCall(Caller caller) {
    return new TaskCall(
        RESOURCE,
        JsonObject.EMPTY,
        new TaskIdentity(caller.executionArn(), caller.state(), 0, SERVICE),
        ONE_TRANSFER,
        new TaskCall.Context(null, null, null, caller.started()));
  }

  /// Closing ends the transfer instead of reading on to the end of the object.
  private static final class Aborting extends FilterInputStream {
    private final ResponseInputStream<?> content;
    private boolean ended;

    Aborting(ResponseInputStream<?> content) {
      super(content);
      this.content = content;
    }

    @Override
    public int read() throws IOException {
      return noted(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return noted(super.read(target, offset, length));
    }

    private int noted(int read) {
      ended |= read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        content.abort();
      }
    }
  }
}
