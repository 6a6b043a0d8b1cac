package org.stepgate.schedules;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// The moments of local times where clocks are put forward and back.
final class LocalTimes {
  private LocalTimes() {}

  /// The moment of a local time: the first of two when the clocks are put back, and that at which
  /// the clocks are put forward when it is skipped. Later local times never give earlier moments.
  static Instant first(LocalDateTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    return offsets.isEmpty()
        ? zone.getRules().getTransition(time).getInstant()
        : time.toInstant(offsets.getFirst());
  }
}
