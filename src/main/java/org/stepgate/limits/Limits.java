package org.stepgate.limits;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.principal.Principal;

/// Says whether a caller has asked too often. The rules may change while it is used; what a caller
/// has used stays, by the name of the rule.
///
/// Threads: safe for use by any.
public final class Limits {
  private final Supplier<RateFile> memory;
  private final LongSupplier nanos;
  private volatile State state = new State(List.of(), null);

  /// The rules, and what is used of them; null as long as there are none.
  private record State(List<LimitRule> rules, @Nullable RateFile used) {}

  /// Limits without rules.
  ///
  /// @param memory opens what the workers share, once there are rules
  /// @param nanos a monotonic clock that all processes which share that memory share
  public Limits(Supplier<RateFile> memory, LongSupplier nanos) {
    this.memory = memory;
    this.nanos = nanos;
  }

  /// Limits that refuse nothing.
  public static Limits none() {
    return new Limits(RateFile::unshared, System::nanoTime);
  }

  /// Goes by these rules from now on.
  public synchronized void use(List<LimitRule> next) {
    RateFile used = state.used();
    state = new State(List.copyOf(next), next.isEmpty() || used != null ? used : memory.get());
  }

  /// A request that may not pass.
  ///
  /// @param rule the first rule that does not let it
  /// @param retryAfter after what time it might
  public record Refusal(LimitRule rule, Duration retryAfter) {}

  /// Counts a request by the rules that hold for all routes, or by those for one. The first rule
  /// that refuses it ends that; those before it have counted it.
  ///
  /// @param route the id of the route; null for the rules that hold for all
  /// @return empty when it may pass
  public Optional<Refusal> refused(Principal caller, @Nullable String route) {
    State now = state;
    RateFile used = now.used();
    if (used == null) {
      return Optional.empty();
    }
    for (LimitRule rule : now.rules()) {
      Rate rate = rule.rate();
      if (rate != null && rule.counts(caller, route)) {
        long wait =
            used.take(
                key(rule.name(), caller), nanos.getAsLong(), rate.intervalNanos(), rule.burst());
        if (wait > 0) {
          return Optional.of(new Refusal(rule, Duration.ofNanos(wait)));
        }
      }
    }
    return Optional.empty();
  }

  /// The rules that bound how many executions of a caller may run.
  ///
  /// @param route the id of the route that starts one more; null for none
  public List<LimitRule> bounding(Principal caller, @Nullable String route) {
    List<LimitRule> rules = state.rules();
    return rules.isEmpty()
        ? List.of()
        : rules.stream().filter(rule -> rule.bounds(caller, route)).toList();
  }

  /// Callers cannot choose whom they share a key with: 64 bits of SHA-256.
  private static long key(String rule, Principal caller) {
    MessageDigest sha256 = Sha256.start();
    for (String part : List.of(rule, caller.issuer(), caller.subject())) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      sha256.update(bytes);
    }
    long key = ByteBuffer.wrap(sha256.digest()).getLong();
    return key == 0 ? 1 : key;
  }
}
