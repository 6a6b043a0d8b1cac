package org.stepgate.asl;

/// Knows what Task states can call. Called while a definition is parsed.
@FunctionalInterface
public interface TaskResources {
  /// Whether a Task state may name this resource.
  ///
  /// @param resource an ARN as it stands in the definition, with the suffix of its integration
  ///   pattern
  boolean exists(String resource);
}
