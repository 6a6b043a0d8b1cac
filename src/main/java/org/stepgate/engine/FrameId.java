package org.stepgate.engine;

/// A frame within its execution.
///
/// @param number 0 for the machine itself; rising, never used again
public record FrameId(long number) {
  /// The frame of the machine itself.
  public static final FrameId ROOT = new FrameId(0);
}
