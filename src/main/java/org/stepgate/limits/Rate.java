package org.stepgate.limits;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many requests in a time.
///
/// @param requests 1 or more
/// @param per a second, a minute or an hour
public record Rate(int requests, Duration per) {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})/([smh])");

  /// Checks that it is one.
  ///
  /// @throws IllegalArgumentException when it is none
  public Rate {
    if (requests < 1 || !List.of(SECOND, MINUTE, HOUR).contains(per)) {
      throw new IllegalArgumentException("a rate is 1 request a second, minute or hour, or more");
    }
  }

  /// The rate that a text means, such as `10/s`, `30/m` or `100/h`.
  ///
  /// @throws IllegalArgumentException when it has another form
  public static Rate parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("expected a rate such as 10/s, 30/m or 100/h");
    }
    Duration per =
        switch (form.group(2)) {
          case "s" -> SECOND;
          case "m" -> MINUTE;
          default -> HOUR;
        };
    return new Rate(Integer.parseInt(form.group(1)), per);
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    return requests + "/" + (per.equals(SECOND) ? "s" : per.equals(MINUTE) ? "m" : "h");
  }

  /// The time between two requests at this rate.
  long intervalNanos() {
    return Math.max(1, per.toNanos() / requests);
  }
}
