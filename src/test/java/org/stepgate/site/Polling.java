package org.stepgate.site;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Asks again and again until the answer is right or the time is over. The deadline is there to end
/// a test that would hang; no test is about how long something takes.
public final class Polling {
  private static final long INTERVAL_MILLIS = 50;

  private Polling() {}

  /// The first answer that is right.
  ///
  /// @param what says in a failure what did not come
  /// @throws AssertionError when none was right in time; it names the last answer
  public static <T> T until(String what, Duration limit, Callable<T> question, Predicate<T> right)
      throws Exception {
    long start = System.nanoTime();
    while (true) {
      T answer = question.call();
      if (right.test(answer)) {
        return answer;
      }
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError(
            "not within " + limit.toSeconds() + " s: " + what + "; last: " + answer);
      }
      TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
    }
  }

  /// Waits for a condition.
  public static void until(String what, Duration limit, Callable<Boolean> condition)
      throws Exception {
    until(what, limit, condition, holds -> holds);
  }
}
