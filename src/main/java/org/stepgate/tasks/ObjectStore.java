package org.stepgate.tasks;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects in the buckets of S3, for what reads and writes more than a task's result may hold.
///
/// Every method blocks; interrupting a virtual thread ends its call with [ObjectStoreException].
/// Nothing is tried again. Safe for use by any number of threads.
public interface ObjectStore {
  /// Who reads and writes.
  ///
  /// @param executionArn the execution, whose region is used when nothing else says one
  /// @param state the name of the state that does
  /// @param started how the execution was started; null when nobody knows
  record Caller(String executionArn, String state, TaskCall.@Nullable Started started) {}

  /// Where an object is.
  ///
  /// @param bucket the bucket's name
  /// @param key the object's key, without a leading slash
  /// @param versionId a version of the object; null for the newest
  record Place(String bucket, String key, @Nullable String versionId) {
    /// The newest version of an object.
    public Place(String bucket, String key) {
      this(bucket, key, null);
    }
  }

  /// What a listing tells of an object.
  ///
  /// @param etag the entity tag with its quotes
  /// @param sizeBytes the length of its content
  /// @param storageClass such as `STANDARD`; empty when the service does not say
  record Summary(
      String key, String etag, Instant lastModified, long sizeBytes, String storageClass) {}

  /// A part of a listing, in the order of keys.
  ///
  /// @param nextToken what [#list] continues by; null when this is the last part
  record Listing(List<Summary> objects, @Nullable String nextToken) {
    /// Copies the list.
    public Listing {
      objects = List.copyOf(objects);
    }
  }

  /// Opens an object for reading. The caller closes the stream, which ends the transfer wherever it
  /// is.
  ///
  /// @throws ObjectStoreException when there is no such object, or it may not be read. Failures of
  ///   the transfer are [java.io.IOException]s of the stream
  InputStream open(Caller caller, Place place);

  /// Lists objects whose keys start with `prefix`, at most 1,000 at a time.
  ///
  /// @param nextToken where an earlier listing ended; null to start
  /// @throws ObjectStoreException when the bucket does not exist or may not be listed
  Listing list(Caller caller, String bucket, String prefix, @Nullable String nextToken);

  /// Writes an object; one of the same key is replaced. Durable when it returns.
  ///
  /// @param content its bytes; not changed meanwhile
  /// @throws ObjectStoreException when the bucket does not exist or may not be written to
  void put(Caller caller, Place place, String contentType, byte[] content);
}
