package org.stepgate.fastcgi;

import java.nio.ByteBuffer;

/// What [ConnectionMachine] made of the bytes that came.
sealed interface ConnectionEvent {
  /// How a request began.
  ///
  /// @param requestId 1..65535
  /// @param role the role that the web server wants
  /// @param keepConnection whether the connection stays open after the answer
  record Begin(int requestId, Role role, boolean keepConnection) {}

  /// Bytes were consumed; nothing is to be done.
  record Progress() implements ConnectionEvent {
    static final Progress INSTANCE = new Progress();
  }

  /// The next event needs more bytes than there are.
  record NeedMore() implements ConnectionEvent {
    static final NeedMore INSTANCE = new NeedMore();
  }

  /// A piece of the body.
  ///
  /// @param bytes a view of the buffer, to be consumed before the next call
  /// @param announcedBytes length of the whole body as CONTENT_LENGTH has it
  record BodyBytes(ByteBuffer bytes, long announcedBytes) implements ConnectionEvent {}

  /// A request is complete; the body was the sum of all [BodyBytes] since the last request.
  record RequestReady(Begin begin, Params params) implements ConnectionEvent {}

  /// A request is complete and is to be answered with a refusal; of its body nothing counts.
  record RequestRefused(Begin begin, Refusal refusal) implements ConnectionEvent {}

  /// The web server gave the request up.
  record RequestAborted(Begin begin) implements ConnectionEvent {}

  /// A record to be sent back.
  ///
  /// @param bytes the encoded record
  /// @param close whether the connection ends after it
  /// @param refused what the record refuses, for the log; empty when it refuses nothing
  record Reply(ByteBuffer bytes, boolean close, String refused) implements ConnectionEvent {}

  /// The peer broke the protocol; the connection is to be dropped.
  ///
  /// @param reason what was wrong, for the log
  record Violation(String reason) implements ConnectionEvent {}
}
