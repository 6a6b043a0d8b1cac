package org.stepgate.fastcgi;

import java.nio.ByteBuffer;
import java.util.Set;
import org.stepgate.fastcgi.ConnectionEvent.Begin;
import org.stepgate.fastcgi.ConnectionEvent.BodyBytes;
import org.stepgate.fastcgi.ConnectionEvent.NeedMore;
import org.stepgate.fastcgi.ConnectionEvent.Progress;
import org.stepgate.fastcgi.ConnectionEvent.Reply;
import org.stepgate.fastcgi.ConnectionEvent.RequestAborted;
import org.stepgate.fastcgi.ConnectionEvent.RequestReady;
import org.stepgate.fastcgi.ConnectionEvent.RequestRefused;
import org.stepgate.fastcgi.ConnectionEvent.Violation;

/// One connection as a function from bytes to events; it touches no socket and no file.
///
/// ```text
///            BEGIN                    PARAMS ""               STDIN ""
///   Idle ───────────► ReadingParams ───────────► ReadingBody ──────────► Idle
///    ▲       ABORT          │                         │    (authorizer: at PARAMS "")
///    └──────────────────────┴─────────────────────────┘    breach of the protocol: Closed
/// ```
///
/// - A request that breaks a limit or a rule of HTTP is read to its end without being kept, so that
///   the answer finds a peer that listens. How much is thrown away is limited as well.
/// - Content is passed on as it comes, so the buffer may be smaller than a record. Only
///   BEGIN_REQUEST and GET_VALUES are waited for as a whole.
/// - Records of other request ids are skipped; a second BEGIN_REQUEST is answered CANT_MPX_CONN.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, sections 3 to 5
final class ConnectionMachine {
  /// Longest GET_VALUES query; the buffer for [#next] holds at least as much.
  static final int MAX_WHOLE_CONTENT_BYTES = 1024;

  /// Of params over their limit, so many times the limit is read before the connection is dropped.
  static final int PARAMS_DISCARD_FACTOR = 16;

  /// So much is read beyond the announced or allowed body before the connection is dropped.
  static final int BODY_DISCARD_BYTES = 64 << 10;

  private static final int BEGIN_BODY_BYTES = 8;
  private static final int FLAG_KEEP_CONNECTION = 1;

  private sealed interface State {
    /// No request is open.
    record Idle() implements State {}

    /// PARAMS are coming in.
    record ReadingParams(Begin begin, ParamsStream stream) implements State {}

    /// STDIN is coming in.
    record ReadingBody(Begin begin, Params params, BodyCount count) implements State {}

    /// STDIN is coming in and is thrown away.
    record DiscardingBody(Begin begin, Refusal refusal, BodyCount count) implements State {}

    /// The peer broke the protocol.
    record Closed() implements State {}
  }

  /// What to do with the content of the current record.
  private enum Content {
    SKIPPED,
    PARAMS,
    BODY,
    WHOLE
  }

  private static final State IDLE = new State.Idle();
  private static final State CLOSED = new State.Closed();

  private final FastCgiConfig config;
  private final Set<Role> roles;
  private State state = IDLE;
  private RecordHeader header = new RecordHeader(0, 0, 0, 0);
  private Content content = Content.SKIPPED;
  private int contentLeft;
  private int paddingLeft;

  ConnectionMachine(FastCgiConfig config, Set<Role> roles) {
    this.config = config;
    this.roles = roles;
  }

  /// Whether a request or a record is open, so that the end of the stream cuts it short.
  boolean isMidway() {
    return switch (state) {
      case State.Idle _, State.Closed _ -> contentLeft + paddingLeft > 0;
      case State.ReadingParams _, State.ReadingBody _, State.DiscardingBody _ -> true;
    };
  }

  /// Consumes bytes of `in` up to the next event. To be called again after each event; after
  /// [NeedMore] with more bytes behind those that are left in `in`.
  ConnectionEvent next(ByteBuffer in) {
    if (state instanceof State.Closed) {
      return new Violation("connection is closed");
    }
    if (contentLeft > 0) {
      return in.hasRemaining() ? content(in) : NeedMore.INSTANCE;
    }
    if (paddingLeft > 0) {
      return in.hasRemaining() ? padding(in) : NeedMore.INSTANCE;
    }
    return switch (RecordHeader.decode(in)) {
      case RecordHeader.Decoded.NeedMore _ -> NeedMore.INSTANCE;
      case RecordHeader.Decoded.Malformed(var reason) -> violation(reason);
      case RecordHeader.Decoded.Whole(var whole) -> {
        header = whole;
        contentLeft = whole.contentBytes();
        paddingLeft = whole.paddingBytes();
        content = Content.SKIPPED;
        yield whole.requestId() == 0 ? managementHeader() : requestHeader();
      }
    };
  }

  private ConnectionEvent padding(ByteBuffer in) {
    int skipped = Math.min(paddingLeft, in.remaining());
    in.position(in.position() + skipped);
    paddingLeft -= skipped;
    return Progress.INSTANCE;
  }

  private ConnectionEvent managementHeader() {
    int type = header.type();
    if (type == RecordType.GET_VALUES) {
      if (contentLeft > MAX_WHOLE_CONTENT_BYTES) {
        return violation("GET_VALUES is longer than " + MAX_WHOLE_CONTENT_BYTES + " bytes");
      }
      content = Content.WHOLE;
      return contentLeft == 0 ? new Reply(Replies.noValues(), false, "") : Progress.INSTANCE;
    }
    if (type >= RecordType.BEGIN_REQUEST && type < RecordType.GET_VALUES) {
      return violation("record of type " + type + " has request id 0");
    }
    return new Reply(Replies.unknownType(type), false, "management record of type " + type);
  }

  private ConnectionEvent requestHeader() {
    if (header.type() == RecordType.BEGIN_REQUEST) {
      if (contentLeft != BEGIN_BODY_BYTES) {
        return violation("BEGIN_REQUEST has " + contentLeft + " bytes, expected 8");
      }
      content = Content.WHOLE;
      return Progress.INSTANCE;
    }
    return switch (state) {
      case State.Idle _, State.Closed _ -> Progress.INSTANCE;
      case State.ReadingParams(var begin, var stream) when isOf(begin) ->
          switch (header.type()) {
            case RecordType.PARAMS -> {
              content = Content.PARAMS;
              yield contentLeft == 0 ? paramsEnded(begin, stream) : Progress.INSTANCE;
            }
            case RecordType.STDIN -> violation("STDIN before the end of PARAMS");
            default -> abortOrSkip(begin);
          };
      case State.ReadingBody(var begin, var params, var count) when isOf(begin) ->
          bodyHeader(begin, count, new RequestReady(begin, params));
      case State.DiscardingBody(var begin, var refusal, var count) when isOf(begin) ->
          bodyHeader(begin, count, new RequestRefused(begin, refusal));
      case State.ReadingParams _, State.ReadingBody _, State.DiscardingBody _ -> Progress.INSTANCE;
    };
  }

  private boolean isOf(Begin begin) {
    return header.requestId() == begin.requestId();
  }

  private ConnectionEvent abortOrSkip(Begin begin) {
    if (header.type() != RecordType.ABORT_REQUEST) {
      return Progress.INSTANCE;
    }
    state = IDLE;
    return new RequestAborted(begin);
  }

  private ConnectionEvent bodyHeader(Begin begin, BodyCount count, ConnectionEvent end) {
    return switch (header.type()) {
      case RecordType.STDIN -> {
        content = Content.BODY;
        if (contentLeft > 0) {
          yield Progress.INSTANCE;
        }
        state = IDLE;
        yield end instanceof RequestReady && !count.isComplete()
            ? new RequestRefused(begin, BodyCount.MISMATCH)
            : end;
      }
      case RecordType.PARAMS -> violation("PARAMS after their end");
      default -> abortOrSkip(begin);
    };
  }

  private ConnectionEvent content(ByteBuffer in) {
    if (content == Content.WHOLE && in.remaining() < contentLeft) {
      return NeedMore.INSTANCE;
    }
    int length = Math.min(contentLeft, in.remaining());
    var bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    contentLeft -= length;
    return switch (content) {
      case SKIPPED -> Progress.INSTANCE;
      case WHOLE -> header.requestId() == 0 ? values(bytes) : begin(bytes);
      case PARAMS -> params(bytes);
      case BODY -> body(bytes);
    };
  }

  private ConnectionEvent values(ByteBuffer query) {
    var bytes = new byte[query.remaining()];
    query.get(bytes);
    return switch (ParamsDecoder.decode(bytes, config)) {
      case ParamsDecoder.Decoded.Whole(var names) ->
          new Reply(Replies.values(names, config), false, "");
      case ParamsDecoder.Decoded.Malformed(var reason) -> violation("GET_VALUES: " + reason);
      case ParamsDecoder.Decoded.OverLimit(var reason) -> violation("GET_VALUES: " + reason);
    };
  }

  private ConnectionEvent begin(ByteBuffer body) {
    int id = header.requestId();
    int roleNumber = body.getShort() & 0xFFFF;
    boolean keep = (body.get() & FLAG_KEEP_CONNECTION) != 0;
    return switch (state) {
      case State.Idle _, State.Closed _ -> {
        var role = Role.of(roleNumber).filter(roles::contains);
        if (role.isEmpty()) {
          yield new Reply(
              Replies.endRequest(id, ProtocolStatus.UNKNOWN_ROLE),
              !keep,
              "role " + roleNumber + " is not offered");
        }
        state = new State.ReadingParams(new Begin(id, role.get(), keep), new ParamsStream());
        yield Progress.INSTANCE;
      }
      case State.ReadingParams(var open, _) -> secondBegin(open);
      case State.ReadingBody(var open, _, _) -> secondBegin(open);
      case State.DiscardingBody(var open, _, _) -> secondBegin(open);
    };
  }

  private ConnectionEvent secondBegin(Begin open) {
    return isOf(open)
        ? violation("BEGIN_REQUEST for a request id that is open")
        : new Reply(
            Replies.endRequest(header.requestId(), ProtocolStatus.CANT_MPX_CONN),
            false,
            "second request on a busy connection");
  }

  private ConnectionEvent params(ByteBuffer bytes) {
    if (state instanceof State.ReadingParams(_, var stream)) {
      stream.append(bytes, config.maxParamsBytes());
      if (stream.receivedBytes() > (long) PARAMS_DISCARD_FACTOR * config.maxParamsBytes()) {
        return violation("PARAMS go on far beyond their limit");
      }
    }
    return Progress.INSTANCE;
  }

  private ConnectionEvent paramsEnded(Begin begin, ParamsStream stream) {
    if (stream.receivedBytes() > config.maxParamsBytes()) {
      return discardBody(
          begin,
          new Refusal(
              Refusal.Cause.PARAMS_TOO_LARGE,
              "PARAMS longer than " + config.maxParamsBytes() + " bytes"),
          0);
    }
    return switch (ParamsDecoder.decode(stream.toBytes(), config)) {
      case ParamsDecoder.Decoded.Whole(var params) -> paramsRead(begin, params);
      case ParamsDecoder.Decoded.Malformed(var reason) ->
          discardBody(begin, new Refusal(Refusal.Cause.MALFORMED, reason), 0);
      case ParamsDecoder.Decoded.OverLimit(var reason) ->
          discardBody(begin, new Refusal(Refusal.Cause.PARAMS_TOO_LARGE, reason), 0);
    };
  }

  private ConnectionEvent paramsRead(Begin begin, Params params) {
    if (begin.role() == Role.AUTHORIZER) {
      state = IDLE;
      return new RequestReady(begin, params);
    }
    long announced = BodyCount.announced(params);
    if (announced < 0) {
      return discardBody(
          begin,
          new Refusal(Refusal.Cause.MALFORMED, "CONTENT_LENGTH is not a plain decimal number"),
          0);
    }
    if (announced > config.maxBodyBytes()) {
      return discardBody(
          begin,
          new Refusal(
              Refusal.Cause.BODY_TOO_LARGE, "body longer than " + config.maxBodyBytes() + " bytes"),
          announced);
    }
    state = new State.ReadingBody(begin, params, new BodyCount(announced));
    return Progress.INSTANCE;
  }

  private ConnectionEvent discardBody(Begin begin, Refusal refusal, long announced) {
    if (begin.role() == Role.AUTHORIZER) {
      state = IDLE;
      return new RequestRefused(begin, refusal);
    }
    state = new State.DiscardingBody(begin, refusal, new BodyCount(announced));
    return Progress.INSTANCE;
  }

  private ConnectionEvent body(ByteBuffer bytes) {
    return switch (state) {
      case State.ReadingBody(var begin, _, var count) -> {
        if (count.add(bytes.remaining())) {
          yield new BodyBytes(bytes, count.announcedBytes());
        }
        state = new State.DiscardingBody(begin, BodyCount.MISMATCH, count);
        yield Progress.INSTANCE;
      }
      case State.DiscardingBody(_, _, var count) -> {
        count.add(bytes.remaining());
        long most = Math.max(count.announcedBytes(), config.maxBodyBytes()) + BODY_DISCARD_BYTES;
        yield count.receivedBytes() > most
            ? violation("STDIN goes on far beyond its limit")
            : Progress.INSTANCE;
      }
      case State.Idle _, State.ReadingParams _, State.Closed _ -> Progress.INSTANCE;
    };
  }

  private Violation violation(String reason) {
    state = CLOSED;
    return new Violation(reason);
  }
}
