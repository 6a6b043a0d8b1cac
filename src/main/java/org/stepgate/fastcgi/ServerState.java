package org.stepgate.fastcgi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What the connections of one server share. Safe for many threads.
final class ServerState {
  private final FastCgiConfig config;
  private final FastCgiHandler handler;
  private final Set<Role> roles;
  private final BufferPool buffers = new BufferPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch noConnections = new CountDownLatch(1);
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
      noteEmpty();
    }
  }

  private void noteEmpty() {
    if (connections.isEmpty()) {
      noConnections.countDown();
    }
  }

  /// Waits until there is no connection any more; only after [#startDraining] and when none is
  /// added.
  ///
  /// @return false when the time is over
  boolean awaitNoConnections(long time, TimeUnit unit) throws InterruptedException {
    noteEmpty();
    return noConnections.await(time, unit);
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
