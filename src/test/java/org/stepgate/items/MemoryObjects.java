package org.stepgate.items;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.ObjectStore;

/// Objects in memory, of one bucket `b`; a listing has two of them at a time.
final class MemoryObjects implements ObjectStore {
  private static final int PART = 2;

  final NavigableMap<String, byte[]> objects = new TreeMap<>();

  MemoryObjects with(String key, String content) {
    objects.put(key, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String text(String key) {
    return new String(objects.getOrDefault(key, new byte[0]), StandardCharsets.UTF_8);
  }

  @Override
  public InputStream open(Caller caller, Place place) {
    return new ByteArrayInputStream(objects.getOrDefault(place.key(), new byte[0]));
  }

  @Override
  public Listing list(Caller caller, String bucket, String prefix, @Nullable String nextToken) {
    var keys =
        objects.tailMap(nextToken == null ? "" : nextToken, false).keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .toList();
    var part = keys.subList(0, Math.min(PART, keys.size()));
    return new Listing(
        part.stream()
            .map(key ->
                new Summary(
                    key, "\"e\"", Instant.ofEpochSecond(7), objects.get(key).length, "STANDARD"))
            .toList(),
        keys.size() > PART ? part.getLast() : null);
  }

  @Override
  public void put(Caller caller, Place place, String contentType, byte[] content) {
    objects.put(place.key(), content);
  }
}
