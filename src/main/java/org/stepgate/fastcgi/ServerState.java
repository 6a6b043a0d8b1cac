package org.stepgate.fastcgi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// What the connections of one server share. Safe for many threads.
final class ServerState {
  private final FastCgiConfig config;
  private final FastCgiHandler handler;
  private final Set<Role> roles;
  private final BufferPool buffers = new BufferPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;
  private volatile boolean refusing;

  ServerState(FastCgiConfig config, FastCgiHandler handler) {
    this.config = config;
    this.handler = handler;
    this.roles = Set.copyOf(handler.roles());
  }

  FastCgiConfig config() {
    return config;
  }

  FastCgiHandler handler() {
    return handler;
  }

  Set<Role> roles() {
    return roles;
  }

  BufferPool buffers() {
    return buffers;
  }

  /// The open connections, to iterate over while they come and go.
  Iterable<Connection> connections() {
    return connections;
  }

  boolean hasRoom() {
    return connections.size() < config.maxConnections();
  }

  void add(Connection connection) {
    connections.add(connection);
  }

  void remove(Connection connection) {
    connections.remove(connection);
    if (draining) {
      synchronized (connections) {
        connections.notifyAll();
      }
    }
  }

  /// Waits until there is room for a connection; only after [#startDraining].
  ///
  /// @return false when the time is over
  boolean awaitRoom(long nanos) throws InterruptedException {
    return await(this::hasRoom, nanos);
  }

  /// Waits until there is no connection any more; only after [#startDraining] and when none is
  /// added.
  ///
  /// @return false when the time is over
  boolean awaitNoConnections(long nanos) throws InterruptedException {
    return await(connections::isEmpty, nanos);
  }

  private boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    synchronized (connections) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(connections, left);
      }
    }
    return true;
  }

  /// Counts a request in; false when there are too many, and then it is not counted.
  boolean admit() {
    if (requests.incrementAndGet() <= config.maxRequests()) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  /// Counts an admitted request out.
  void release() {
    requests.decrementAndGet();
  }

  /// Whether connections end after their next answer.
  boolean isDraining() {
    return draining;
  }

  /// Whether new requests are refused because the worker is about to end.
  boolean isRefusing() {
    return refusing;
  }

  void startDraining() {
    draining = true;
  }

  void startRefusing() {
    refusing = true;
  }
}
