package org.stepgate.fastcgi;

import java.nio.file.Path;
import java.time.Duration;

/// Limits of the FastCGI side.
///
/// @param maxParamsBytes longest PARAMS stream of a request; past it 431
/// @param maxParams most params of a request; past it 431
/// @param maxParamBytes longest param, name and value together; past it 431
/// @param maxBodyBytes longest body; past it 413
/// @param spoolThresholdBytes longest body that is kept in memory; a longer one goes to a file
/// @param spoolDirectory where these files are; exists and is private to the worker
/// @param maxRequests requests at work at once; past it 503 and `FCGI_OVERLOADED`
/// @param maxConnections connections open at once; past it the backlog waits
/// @param idleTimeout how long a connection may wait for the peer, reading or writing; then it is
///   closed
/// @param drainLimit how long requests at work may go on after [FastCgiServer#drain] was called
public record FastCgiConfig(
    int maxParamsBytes,
    int maxParams,
    int maxParamBytes,
    long maxBodyBytes,
    int spoolThresholdBytes,
    Path spoolDirectory,
    int maxRequests,
    int maxConnections,
    Duration idleTimeout,
    Duration drainLimit) {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when a limit is not positive, or the threshold is negative or
  ///   over the body limit
  public FastCgiConfig {
    if (maxParamsBytes <= 0
        || maxParams <= 0
        || maxParamBytes <= 0
        || maxBodyBytes <= 0
        || maxRequests <= 0
        || maxConnections <= 0
        || !idleTimeout.isPositive()
        || drainLimit.isNegative()) {
      throw new IllegalArgumentException("a limit of FastCGI is not positive");
    }
    if (spoolThresholdBytes < 0 || spoolThresholdBytes > maxBodyBytes) {
      throw new IllegalArgumentException("spool threshold is not within 0 to the body limit");
    }
  }

  /// The limits that ship: 128 KiB of params, 256 of them, 8 KiB each; bodies to 16 MiB, over 64
  /// KiB in the directory for temporary files; 1,024 requests, 4,096 connections; 60 s idle, 20 s
  /// to drain.
  public static FastCgiConfig defaults() {
    return new FastCgiConfig(
        128 << 10,
        256,
        8 << 10,
        16 << 20,
        64 << 10,
        Path.of(System.getProperty("java.io.tmpdir")),
        1024,
        4096,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20));
  }

  /// These limits with another directory for bodies.
  public FastCgiConfig withSpoolDirectory(Path directory) {
    return new FastCgiConfig(
        maxParamsBytes,
        maxParams,
        maxParamBytes,
        maxBodyBytes,
        spoolThresholdBytes,
        directory,
        maxRequests,
        maxConnections,
        idleTimeout,
        drainLimit);
  }

  /// These limits with other ones for bodies.
  ///
  /// @throws IllegalArgumentException as the constructor
  public FastCgiConfig withBodyLimits(long maxBytes, int thresholdBytes) {
    return new FastCgiConfig(
        maxParamsBytes,
        maxParams,
        maxParamBytes,
        maxBytes,
        thresholdBytes,
        spoolDirectory,
        maxRequests,
        maxConnections,
        idleTimeout,
        drainLimit);
  }

  /// These limits with other ones for params.
  ///
  /// @throws IllegalArgumentException as the constructor
  public FastCgiConfig withParamLimits(int maxBytes, int maxCount, int maxBytesEach) {
    return new FastCgiConfig(
        maxBytes,
        maxCount,
        maxBytesEach,
        maxBodyBytes,
        spoolThresholdBytes,
        spoolDirectory,
        maxRequests,
        maxConnections,
        idleTimeout,
        drainLimit);
  }

  /// These limits with other ones for what goes on at once.
  ///
  /// @throws IllegalArgumentException as the constructor
  public FastCgiConfig withConcurrency(int requests, int connections) {
    return new FastCgiConfig(
        maxParamsBytes,
        maxParams,
        maxParamBytes,
        maxBodyBytes,
        spoolThresholdBytes,
        spoolDirectory,
        requests,
        connections,
        idleTimeout,
        drainLimit);
  }

  /// These limits with other times.
  ///
  /// @throws IllegalArgumentException as the constructor
  public FastCgiConfig withTimes(Duration idle, Duration drain) {
    return new FastCgiConfig(
        maxParamsBytes,
        maxParams,
        maxParamBytes,
        maxBodyBytes,
        spoolThresholdBytes,
        spoolDirectory,
        maxRequests,
        maxConnections,
        idle,
        drain);
  }
}
