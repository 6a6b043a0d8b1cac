package org.stepgate.items;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.ObjectStore.Caller;
import org.stepgate.tasks.ObjectStore.Listing;
import org.stepgate.tasks.ObjectStore.Summary;

/// The objects of a listing, as AWS shows them: `Etag`, `LastModified` in seconds since 1970,
/// `Key`, `Size`, `StorageClass`.
final class ListedItems implements ItemStream {
  private final ObjectStore objects;
  private final Caller caller;
  private final String bucket;
  private final String prefix;
  private final Deque<Summary> listed = new ArrayDeque<>();
  private @Nullable String nextToken;
  private boolean begun;

  ListedItems(ObjectStore objects, Caller caller, String bucket, String prefix) {
    this.objects = objects;
    this.caller = caller;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /// The next object of the listing; null at the end.
  @Nullable Summary nextObject() {
    while (listed.isEmpty() && (!begun || nextToken != null)) {
      Listing part = objects.list(caller, bucket, prefix, nextToken);
      begun = true;
      nextToken = part.nextToken();
      listed.addAll(part.objects());
    }
    return listed.poll();
  }

  @Override
  public Optional<Item> next() throws IOException {
    Summary object = nextObject();
    if (object == null) {
      return Optional.empty();
    }
    JsonObject item =
        JsonObject.builder()
            .put("Etag", object.etag())
            .put("LastModified", object.lastModified().getEpochSecond())
            .put("Key", object.key())
            .put("Size", object.sizeBytes())
            .put("StorageClass", object.storageClass())
            .build();
    return Optional.of(new Item(null, item, "S3://" + bucket));
  }

  @Override
  public void close() {}
}
