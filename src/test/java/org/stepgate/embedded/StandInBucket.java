package org.stepgate.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.ObjectStoreException;

/// Stands for the bucket `b` of S3; no other is there, until [#hasAny] says so.
final class StandInBucket implements ObjectStore {
  final NavigableMap<String, String> objects = new ConcurrentSkipListMap<>();

  /// The reader of the object that [#stallOnce] names has come to where it gets no further.
  final CountDownLatch stalled = new CountDownLatch(1);

  private final CountDownLatch never = new CountDownLatch(1);
  private @Nullable String stalling;
  private int stallAt;
  private volatile boolean any;

  JsonValue json(String key) {
    return JsonReader.read(objects.get(key), JsonLimits.STORED);
  }

  /// Has the first transfer of an object stand still after so many characters.
  synchronized void stallOnce(String key, int characters) {
    stalling = key;
    stallAt = characters;
  }

  @Override
  public synchronized InputStream open(Caller caller, Place place) {
    check(place.bucket());
    String content = objects.get(place.key());
    if (!place.key().equals(stalling)) {
      return stream(content);
    }
    stalling = null;
    return new SequenceInputStream(stream(content.substring(0, stallAt)), new Standstill());
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  /// Has every bucket be there from now on.
  void hasAny() {
    any = true;
  }

  private void check(String bucket) {
    if (!any && !bucket.equals("b")) {
      throw new ObjectStoreException("S3.NoSuchBucketException", "There is no such bucket.");
    }
  }

  @Override
  public Listing list(Caller caller, String bucket, String prefix, @Nullable String nextToken) {
    throw new AssertionError("nothing is listed");
  }

  @Override
  public void put(Caller caller, Place place, String contentType, byte[] content) {
    check(place.bucket());
    objects.put(place.key(), new String(content, StandardCharsets.UTF_8));
  }

  private final class Standstill extends InputStream {
    @Override
    public int read() throws IOException {
      stalled.countDown();
      try {
        never.await();
        return -1;
      } catch (InterruptedException e) {
        throw new InterruptedIOException("the transfer was cut off");
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return read();
    }
  }
}
