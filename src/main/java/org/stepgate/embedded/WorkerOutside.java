package org.stepgate.embedded;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.engine.Outside;
import org.stepgate.engine.TaskId;

/// What the interpreter asks of the world, answered by a secret of this worker.
///
/// A token is 256 bits: the HMAC-SHA-256 of execution and task under a key of 256 random bits that
/// was made when the worker started and is nowhere else. What was committed is looked up, never
/// computed again, so another worker's tokens need not be known. Its text is hexadecimal, since one
/// that began with a hyphen would be an option to the command line that is given it.
///
/// Threads: safe for use by any.
final class WorkerOutside implements Outside {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private static final Logger log = LogManager.getLogger(WorkerOutside.class);
  private static final long EVALUATION_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Predicate<String> activities;
  private final SecretKeySpec key;

  /// @param activities tells whether there is an activity of an ARN
  WorkerOutside(Predicate<String> activities) {
    this.activities = activities;
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  @Override
  public String token(String executionArn, TaskId task) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] tag =
          mac.doFinal((executionArn + '#' + task.number()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(tag);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("every Java runtime has HMAC with SHA-256", e);
    }
  }

  @Override
  public BooleanSupplier evaluationTime() {
    return new EvaluationTime();
  }

  /// A second from the first question on.
  private static final class EvaluationTime implements BooleanSupplier {
    private long endNanos;
    private boolean begun;

    @Override
    public boolean getAsBoolean() {
      long now = System.nanoTime();
      if (!begun) {
        begun = true;
        endNanos = now + EVALUATION_NANOS;
      }
      boolean over = now - endNanos > 0;
      if (over) {
        log.warn("execution.evaluation_cut_off seconds=1");
      }
      return over;
    }
  }

  @Override
  public boolean activityExists(String arn) {
    return activities.test(arn);
  }
}
