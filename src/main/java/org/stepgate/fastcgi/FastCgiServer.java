package org.stepgate.fastcgi;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// A FastCGI server: one platform thread accepts, each connection runs on a virtual thread of its
/// own.
///
/// Measured through Lighttpd with 32 clients on two cores, where Lighttpd takes the larger part of
/// the time: several accepting threads, accepting on virtual threads, and handling requests on the
/// accepting threads were within a tenth of this and of each other. The last saves two thread
/// changes a request, but then a handler that waits, or a client that sends slowly, stops the
/// others. A selector costs nothing measurable over a blocking accept, and it can be woken without
/// closing the socket, which would reset what waits in its backlog.
public final class FastCgiServer implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(FastCgiServer.class);

  /// Between two looks for idle connections, or at a full server for free places.
  private static final long TICK_MILLIS = 100;

  /// How long a client that is refused may take to send its request.
  private static final Duration REFUSAL_LIMIT = Duration.ofMillis(500);

  private final Listener listener;
  private final Selector selector;
  private final ServerState state;
  private final Thread acceptor;
  private final ReservedDescriptor reserve = new ReservedDescriptor();
  private volatile boolean stopping;

  /// True since accepting has failed; confined to the thread that accepts.
  private boolean failing;

  private FastCgiServer(Listener listener, Selector selector, ServerState state) {
    this.listener = listener;
    this.selector = selector;
    this.state = state;
    this.acceptor = Thread.ofPlatform().name("fastcgi-accept").unstarted(this::accept);
  }

  /// Opens the socket and serves requests until [#drain] or [#close] is called.
  ///
  /// @throws IOException when the socket cannot be opened; nothing is left open
  public static FastCgiServer start(
      ListenAddress address, FastCgiConfig config, FastCgiHandler handler) throws IOException {
    var listener = Listener.open(address);
    try {
      listener.channel().configureBlocking(false);
      var selector = Selector.open();
      listener.channel().register(selector, SelectionKey.OP_ACCEPT);
      var server = new FastCgiServer(listener, selector, new ServerState(config, handler));
      server.acceptor.start();
      LOG.info("fcgi.listening address={}", LogText.quoted(listener.address().toString()));
      return server;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /// Where the server listens: the path, or the address with the real port.
  ///
  /// @throws IOException when the socket is closed
  public SocketAddress address() throws IOException {
    return listener.address();
  }

  private void accept() {
    try {
      var key = listener.channel().keyFor(selector);
      while (!stopping) {
        selector.select(TICK_MILLIS);
        selector.selectedKeys().clear();
        boolean room = acceptAll();
        key.interestOps(room ? SelectionKey.OP_ACCEPT : 0);
        closeIdle(System.nanoTime());
      }
    } catch (IOException | ClosedSelectorException e) {
      LOG.error("fcgi.accept_ended", e);
    }
  }

  /// Accepts until the backlog is empty; false when it is not empty but there is no place now, or
  /// accepting fails.
  private boolean acceptAll() {
    try {
      return acceptWaiting();
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.error("fcgi.accept_failed error={}", LogText.quoted(String.valueOf(e.getMessage())));
      }
      return refuseWaiting();
    }
  }

  /// Most likely the process has no descriptor left for a connection. The one that was kept for
  /// that lets one client at a time be told to come again; without it they would wait for as long
  /// as the web server lets them.
  ///
  /// @return false when there is no further client, or none can be told
  private boolean refuseWaiting() {
    while (reserve.release()) {
      try (var channel = listener.channel().accept()) {
        if (channel == null) {
          return true;
        }
        var refusal = new Refusal(Refusal.Cause.OVERLOADED, "no descriptor is left");
        var connection = new Connection(channel, state, refusal);
        state.add(connection);
        Thread.startVirtualThread(connection).join(REFUSAL_LIMIT);
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        reserve.take();
      }
    }
    return false;
  }

  private boolean acceptWaiting() throws IOException {
    while (state.hasRoom()) {
      var channel = listener.channel().accept();
      if (channel == null) {
        return true;
      }
      failing = false;
      open(channel);
    }
    return false;
  }

  private void open(SocketChannel channel) {
    var connection = new Connection(channel, state);
    state.add(connection);
    Thread.startVirtualThread(connection);
  }

  /// Closes the connections that have waited too long for their peers.
  void closeIdle(long nowNanos) throws IOException {
    for (var connection : state.connections()) {
      connection.closeIfIdle(nowNanos);
    }
  }

  /// Ends the service without losing a request: removes the socket's file, so that nobody new
  /// connects, serves what waits in the backlog, closes the socket, and lets the requests at work
  /// finish. Those that are not finished after the drain limit are answered 503. Returns when all
  /// is done; safe to call twice.
  ///
  /// @return how many requests were cut short
  /// @throws IOException when the socket cannot be closed
  public int drain() throws IOException {
    return end(state.config().drainLimit());
  }

  /// Ends the service at once; requests at work are answered 503.
  ///
  /// @throws IOException when the socket cannot be closed
  @Override
  public void close() throws IOException {
    end(Duration.ZERO);
  }

  private synchronized int end(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    LOG.info("fcgi.draining limit={}", limit);
    listener.unlink();
    state.startDraining();
    stopAccepting();
    if (listener.channel().isOpen()) {
      boolean empty = acceptBacklog(deadline);
      LOG.info("fcgi.listener_closed backlog={}", empty ? "empty" : "cut");
      selector.close();
      listener.close();
      reserve.release();
    }
    int cut = 0;
    if (!awaitConnections(deadline - System.nanoTime())) {
      state.startRefusing();
      for (var connection : state.connections()) {
        cut += connection.answerUnavailable() ? 1 : 0;
      }
    }
    LOG.info("fcgi.drained cut={}", cut);
    return cut;
  }

  /// Accepts what waits, as connections end where there is no room for all; false when the time was
  /// over before.
  private boolean acceptBacklog(long deadline) {
    try {
      while (!acceptWaiting()) {
        closeAnswered();
        if (!state.awaitRoom(deadline - System.nanoTime())) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      LOG.error("fcgi.accept_failed error={}", LogText.quoted(String.valueOf(e.getMessage())));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void stopAccepting() {
    stopping = true;
    selector.wakeup();
    boolean interrupted = false;
    while (acceptor.isAlive()) {
      try {
        acceptor.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitConnections(long nanos) throws IOException {
    closeAnswered();
    try {
      return state.awaitNoConnections(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void closeAnswered() throws IOException {
    for (var connection : state.connections()) {
      connection.closeIfAnswered();
    }
  }
}
