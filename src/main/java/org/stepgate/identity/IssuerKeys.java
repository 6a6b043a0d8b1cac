package org.stepgate.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonReader;

/// The keys of one issuer, kept up to date. Safe for any thread.
final class IssuerKeys {
  /*
   * Who asks for a known key never waits: keys past their age are fetched anew beside the requests.
   * Who asks for an unknown one waits for a fetch if one may be made, or is being made, and if not
   * too many wait already. One fetch a minute at most, by whichever worker, however many ask,
   * whether or not it succeeds, and whether or not one ever has.
   */

  /// How often an issuer is asked at most.
  static final Duration BETWEEN = Duration.ofMinutes(1);

  /// The age at which keys are fetched anew.
  static final Duration FRESH = Duration.ofMinutes(5);

  private static final Logger LOG = LogManager.getLogger(IssuerKeys.class);
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(12);
  private static final int MAX_WAITING = 32;

  private final IssuerConfig issuer;
  private final KeySource source;
  private final KeyFile file;
  private final InstantSource clock;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Object turn = new Object();
  private volatile Held held;
  private @Nullable CountDownLatch running; // by `turn`

  /// What this worker knows of the file. The keys are read when they are first asked for: a worker
  /// starts without them.
  private static final class Held {
    private final KeyFile.Shared shared;
    private volatile @Nullable KeySet keys;

    Held(KeyFile.Shared shared, @Nullable KeySet keys) {
      this.shared = shared;
      this.keys = keys;
    }

    KeyFile.Shared shared() {
      return shared;
    }

    /// These keys, or none when they cannot be read, which they could when they were fetched.
    KeySet keys() {
      KeySet read = keys;
      if (read == null) {
        read = read();
        keys = read;
      }
      return read;
    }

    private KeySet read() {
      try {
        return KeySet.read(shared.jwks().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        LOG.error("identity.keys_unreadable error=\"{}\"", e.getMessage());
        return KeySet.EMPTY;
      }
    }

    /// The same keys, if nothing has changed of them.
    Held next(KeyFile.Shared next) {
      return new Held(next, next.jwks().equals(shared.jwks()) ? keys : null);
    }
  }

  IssuerKeys(IssuerConfig issuer, KeySource source, KeyFile file, InstantSource clock) {
    this.issuer = issuer;
    this.source = source;
    this.file = file;
    this.clock = clock;
    this.held = new Held(file.read(), null);
  }

  IssuerConfig issuer() {
    return issuer;
  }

  /// Begins to fetch keys that are missing or past their age, beside the caller.
  void warm() {
    if (isPastAge()) {
      refresh();
    }
  }

  /// Checks that the issuer has signed a token, by an algorithm that is accepted of it.
  ///
  /// @param staleLimit how long keys are used after the issuer last gave them
  /// @throws TokenException when it has not, or that cannot be told
  void checkSignature(SignedToken token, Duration staleLimit) throws TokenException {
    JwsAlgorithm algorithm =
        JwsAlgorithm.of(token.algorithm())
            .filter(issuer.algorithms()::contains)
            .orElseThrow(() ->
                TokenException.invalid("The algorithm of the token is not one that is accepted"));
    if (!token.isSignedBy(key(token.keyId(), algorithm, staleLimit), algorithm)) {
      throw TokenException.invalid("The signature of the token is wrong");
    }
  }

  /// The key of that id, or the only one that fits when the id is null.
  ///
  /// @param staleLimit how long keys are used after the issuer last gave them
  /// @throws TokenException when there is no such key, or no key at all
  private VerificationKey key(@Nullable String id, JwsAlgorithm algorithm, Duration staleLimit)
      throws TokenException {
    Optional<VerificationKey> known = find(id, algorithm, staleLimit);
    if (known.isPresent()) {
      warm();
      return known.get();
    }
    await(refresh());
    return find(id, algorithm, staleLimit)
        .orElseThrow(() ->
            isUsable(staleLimit)
                ? TokenException.invalid("The key of the token is not one of its issuer")
                : TokenException.keysMissing());
  }

  private Optional<VerificationKey> find(
      @Nullable String id, JwsAlgorithm algorithm, Duration staleLimit) {
    return isUsable(staleLimit) ? held.keys().find(id, algorithm) : Optional.empty();
  }

  private boolean isUsable(Duration staleLimit) {
    Instant fetched = held.shared().fetched();
    return !fetched.equals(Instant.EPOCH)
        && Duration.between(fetched, clock.instant()).compareTo(FRESH.plus(staleLimit)) <= 0;
  }

  private boolean isPastAge() {
    return isPast(held.shared().fetched(), FRESH) && mayAsk(held.shared());
  }

  private boolean mayAsk(KeyFile.Shared shared) {
    return isPast(shared.attempted(), BETWEEN);
  }

  /// Whether so much time has gone by, also when the clock was set back.
  private boolean isPast(Instant since, Duration time) {
    return Duration.between(since, clock.instant()).abs().compareTo(time) >= 0;
  }

  /// Starts a fetch, unless one is running or it is too early.
  ///
  /// @return counted down at the end of the fetch
  private CountDownLatch refresh() {
    synchronized (turn) {
      if (running != null) {
        return running;
      }
      var done = new CountDownLatch(1);
      if (!mayAsk(held.shared())) {
        done.countDown();
        return done;
      }
      running = done;
      Thread.ofVirtual()
          .name("keys")
          .start(() -> {
            try {
              load();
            } finally {
              synchronized (turn) {
                running = null;
              }
              done.countDown();
            }
          });
      return done;
    }
  }

  private void await(CountDownLatch done) {
    if (done.getCount() == 0 || !waiting.tryAcquire()) {
      return;
    }
    try {
      if (!done.await(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("identity.keys_late issuer=\"{}\"", issuer.url());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.release();
    }
  }

  /// Asks the issuer, unless another worker has done so within the minute.
  private void load() {
    try {
      held = held.next(file.update(before -> mayAsk(before) ? fetched(before) : before));
    } catch (IOException e) {
      LOG.error("identity.keys_not_shared issuer=\"{}\" error=\"{}\"", issuer.url(), e.toString());
      held = held.next(fetched(held.shared()));
    }
  }

  private KeyFile.Shared fetched(KeyFile.Shared before) {
    Instant now = clock.instant();
    try {
      byte[] jwks = source.fetch();
      if (KeySet.read(jwks).isEmpty()) {
        throw new IOException("there is no key for signatures among them");
      }
      LOG.info("identity.keys_fetched issuer=\"{}\"", issuer.url());
      return new KeyFile.Shared(now, now, JsonReader.decode(jwks));
    } catch (IOException e) {
      LOG.warn(
          "identity.keys_not_fetched issuer=\"{}\" error=\"{}\" stale_since=\"{}\"",
          issuer.url(),
          e.getMessage(),
          before.fetched());
      return new KeyFile.Shared(now, before.fetched(), before.jwks());
    }
  }
}
