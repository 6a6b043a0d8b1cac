package org.stepgate.fastcgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.fastcgi.ConnectionEvent.Begin;

/// One connection: reads, asks [ConnectionMachine] what it means, calls the handler, writes. Run by
/// one thread; [#closeIfIdle] and [#answerUnavailable] may be called by others.
final class Connection implements Runnable {
  private static final Logger LOG = LogManager.getLogger(Connection.class);

  /// Bytes that a dropped peer may still send before the socket is closed under it.
  private static final int LINGER_BYTES = 1 << 20;

  private final SocketChannel channel;
  private final ServerState server;
  private final ConnectionMachine machine;
  private final ContentCollector collector;

  /// The request that the handler works on. Whoever takes it away answers it.
  private final AtomicReference<@Nullable Begin> working = new AtomicReference<>();

  /// Since when the peer is waited for; 0 while it is not.
  private volatile long waitingSinceNanos;

  /// Whether the connection waits between two requests, after an answer.
  private volatile boolean betweenRequests;

  private boolean answered;

  /// Why the body could not be kept; null when it could.
  private @Nullable IOException spoolFailure;

  /// Why requests of this connection are refused, whatever they are; null when they are served.
  private final @Nullable Refusal refusal;

  Connection(SocketChannel channel, ServerState server) {
    this(channel, server, null);
  }

  /// @param refusal why all its requests are refused; null when they are served
  Connection(SocketChannel channel, ServerState server, @Nullable Refusal refusal) {
    this.refusal = refusal;
    this.channel = channel;
    this.server = server;
    this.machine = new ConnectionMachine(server.config(), server.roles());
    this.collector = new ContentCollector(server.config());
  }

  /// Serves requests until the connection ends, then closes it.
  @Override
  public void run() {
    ByteBuffer in = null;
    try (channel;
        collector) {
      in = server.buffers().take();
      serve(in);
    } catch (ClosedChannelException e) {
      LOG.debug("fcgi.connection_closed");
    } catch (IOException e) {
      LOG.warn("fcgi.connection_failed error={}", LogText.quoted(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      LOG.error("fcgi.handler_failed", e);
    } finally {
      if (in != null) {
        server.buffers().giveBack(in);
      }
      server.remove(this);
    }
  }

  private void serve(ByteBuffer in) throws IOException {
    in.limit(0);
    boolean open = true;
    while (open) {
      open =
          switch (machine.next(in)) {
            case ConnectionEvent.Progress _ -> true;
            case ConnectionEvent.NeedMore _ -> readMore(in);
            case ConnectionEvent.BodyBytes(var bytes, var announced) -> keep(bytes, announced);
            case ConnectionEvent.RequestReady(var begin, var params) -> answer(begin, params, in);
            case ConnectionEvent.RequestRefused(var begin, var refusal) ->
                refuse(begin, refusal, in);
            case ConnectionEvent.RequestAborted(var begin) -> abort(begin, in);
            case ConnectionEvent.Reply(var bytes, var close, var refused) -> {
              if (!refused.isEmpty()) {
                LOG.warn("fcgi.record_refused reason={}", LogText.quoted(refused));
              }
              write(bytes);
              yield !close || endSoftly(in);
            }
            case ConnectionEvent.Violation(var reason) -> {
              LOG.warn("fcgi.protocol_violation reason={}", LogText.quoted(reason));
              yield false;
            }
          };
    }
  }

  /// Reads behind what is left in `in`; false at the end of the stream.
  private boolean readMore(ByteBuffer in) throws IOException {
    betweenRequests = answered && !machine.isMidway() && !in.hasRemaining();
    if (betweenRequests && server.isDraining()) {
      return false;
    }
    in.compact();
    waitingSinceNanos = System.nanoTime() | 1;
    int read = channel.read(in);
    waitingSinceNanos = 0;
    betweenRequests = false;
    in.flip();
    if (read >= 0) {
      return true;
    }
    if (machine.isMidway() || in.hasRemaining()) {
      LOG.warn("fcgi.request_truncated");
    }
    return false;
  }

  private boolean keep(ByteBuffer bytes, long announced) {
    if (spoolFailure == null) {
      try {
        collector.append(bytes, announced);
      } catch (IOException e) {
        spoolFailure = e;
      }
    }
    return true;
  }

  private boolean answer(Begin begin, Params params, ByteBuffer in) throws IOException {
    if (spoolFailure != null) {
      var refusal =
          new Refusal(Refusal.Cause.SPOOL_FAILED, String.valueOf(spoolFailure.getMessage()));
      return refuse(begin, refusal, in);
    }
    if (this.refusal != null) {
      return refuse(begin, this.refusal, in);
    }
    if (server.isRefusing()) {
      return refuse(begin, new Refusal(Refusal.Cause.DRAINING, "drain limit is over"), in);
    }
    if (!server.admit()) {
      var refusal =
          new Refusal(
              Refusal.Cause.OVERLOADED,
              "more than " + server.config().maxRequests() + " requests at once");
      return refuse(begin, refusal, in);
    }
    try {
      working.set(begin);
      var request = new FastCgiRequest(begin.role(), params, collector.content());
      var response = server.handler().handle(request);
      if (!working.compareAndSet(begin, null)) {
        return false;
      }
      return respond(begin, response, ProtocolStatus.REQUEST_COMPLETE, in);
    } finally {
      server.release();
    }
  }

  private boolean refuse(Begin begin, Refusal refusal, ByteBuffer in) throws IOException {
    var status =
        switch (refusal.cause()) {
          case MALFORMED, PARAMS_TOO_LARGE, BODY_TOO_LARGE, SPOOL_FAILED ->
              ProtocolStatus.REQUEST_COMPLETE;
          case OVERLOADED, DRAINING -> ProtocolStatus.OVERLOADED;
        };
    return respond(begin, server.handler().refuse(refusal), status, in);
  }

  private boolean abort(Begin begin, ByteBuffer in) throws IOException {
    LOG.info("fcgi.request_aborted request={}", begin.requestId());
    forgetBody();
    write(Replies.endRequest(begin.requestId(), ProtocolStatus.REQUEST_COMPLETE));
    return begin.keepConnection() || endSoftly(in);
  }

  private boolean respond(
      Begin begin, FastCgiResponse response, ProtocolStatus status, ByteBuffer in)
      throws IOException {
    forgetBody();
    var out = server.buffers().take();
    try {
      waitingSinceNanos = System.nanoTime() | 1;
      ResponseWriter.write(channel, out, begin.requestId(), response, status);
      waitingSinceNanos = 0;
    } finally {
      server.buffers().giveBack(out);
    }
    answered = true;
    if (begin.keepConnection()) {
      return true;
    }
    return in.hasRemaining() && endSoftly(in);
  }

  private void forgetBody() throws IOException {
    spoolFailure = null;
    collector.close();
  }

  private void write(ByteBuffer bytes) throws IOException {
    waitingSinceNanos = System.nanoTime() | 1;
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    waitingSinceNanos = 0;
  }

  /// Ends our side and reads on until the peer ends its own: over TCP, closing on unread bytes
  /// could take back the answer. Always false.
  private boolean endSoftly(ByteBuffer in) throws IOException {
    channel.shutdownOutput();
    int left = LINGER_BYTES;
    int read = 0;
    while (read >= 0 && left > 0) {
      left -= read;
      in.clear();
      waitingSinceNanos = System.nanoTime() | 1;
      read = channel.read(in);
      waitingSinceNanos = 0;
    }
    return false;
  }

  /// Closes the connection when it has waited for its peer for longer than the idle timeout.
  void closeIfIdle(long nowNanos) throws IOException {
    long since = waitingSinceNanos;
    if (since != 0 && nowNanos - since > server.config().idleTimeout().toNanos()) {
      LOG.info("fcgi.connection_idle");
      channel.close();
    }
  }

  /// Closes the connection when it is kept open between two requests.
  void closeIfAnswered() throws IOException {
    if (betweenRequests) {
      channel.close();
    }
  }

  /// Answers the request at work, if there is one, in place of the handler, and closes the
  /// connection.
  ///
  /// @return whether there was one
  boolean answerUnavailable() throws IOException {
    var begin = working.getAndSet(null);
    try (channel) {
      if (begin == null) {
        return false;
      }
      var out = server.buffers().take();
      ResponseWriter.write(
          channel,
          out,
          begin.requestId(),
          server.handler().refuse(new Refusal(Refusal.Cause.DRAINING, "drain limit is over")),
          ProtocolStatus.OVERLOADED);
      return true;
    } catch (IOException e) {
      LOG.warn("fcgi.connection_failed error={}", LogText.quoted(String.valueOf(e.getMessage())));
      return true;
    }
  }
}
