package org.stepgate.engine;

import java.util.List;
import java.util.function.LongFunction;
import org.stepgate.engine.Advance.ChildResult;

/// The stored forms of frames, headers, results and history: JSON texts with explicit names, a
/// `type` where there are several, and a `version`. Old versions stay readable for ever.
///
/// Payloads with an id are written as references; reading resolves them through a function that the
/// store supplies.
public interface ExecutionCodec {
  /// The stored form of a header.
  String write(ExecutionHeader header);

  /// The header of a stored form.
  ExecutionHeader readHeader(String text, LongFunction<Payload> payloads);

  /// The stored form of a frame.
  String write(Frame frame);

  /// The frame of a stored form.
  Frame readFrame(String text, LongFunction<Payload> payloads);

  /// The stored form of a result's payload.
  String write(ChildResult result);

  /// The result of a stored form.
  ChildResult readResult(String text, LongFunction<Payload> payloads);

  /// The stored form of a range of history events.
  String write(List<HistoryEvent> events);

  /// The events of a stored form, in order.
  List<HistoryEvent> readEvents(String text, LongFunction<Payload> payloads);
}
