package org.stepgate.tasks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Short-lived credentials of roles, which STS gives for the identity token of a call.
///
/// A token says whose execution it is of, and so do the credentials: those of one execution are
/// never used for another. They are kept until a minute before they expire, at most [#MOST] of
/// them; calls of an execution that need the same ones at a time ask once.
///
/// Threads: safe for use by any.
///
/// @spec https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
///   AssumeRoleWithWebIdentity
final class WebIdentityRoles {
  /// How many credentials are kept; those that were not used for longest go first.
  static final int MOST = 256;

  /// Credentials that expire within this time are not used any more.
  static final Duration MARGIN = Duration.ofMinutes(1);

  private static final int MAX_NAME = 64;
  private static final int HASH_CHARACTERS = 16;
  private static final int EXECUTION_PART = 7;
  private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

  private final String audience;
  private final IdentityTokens tokens;
  private final InstantSource clock;
  private final SequencedMap<Key, Session> sessions = new LinkedHashMap<>();

  /// @param audience what tokens say in `aud`
  WebIdentityRoles(String audience, IdentityTokens tokens, InstantSource clock) {
    this.audience = audience;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// Whose credentials they are.
  private record Key(String role, String executionArn) {}

  /// Credentials, and who fetches them at the moment.
  private static final class Session {
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Credentials latest;
  }

  /// What a call in a role is signed with.
  ///
  /// @param sts gives the client to ask, when there is something to ask
  /// @throws TaskRefusedException when there is no token, or STS refuses or cannot be reached
  AwsCredentialsProvider credentials(String role, TaskCall call, Supplier<StsClient> sts) {
    Session session = session(new Key(role, call.identity().executionArn()));
    Credentials held = session.latest;
    if (held == null || !holds(held)) {
      held = fetched(session, role, call, sts);
    }
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            held.accessKeyId(), held.secretAccessKey(), held.sessionToken()));
  }

  private Session session(Key key) {
    synchronized (sessions) {
      Session known = sessions.remove(key);
      Session session = known == null ? new Session() : known;
      sessions.putLast(key, session);
      if (sessions.size() > MOST) {
        sessions.pollFirstEntry();
      }
      return session;
    }
  }

  private boolean holds(Credentials credentials) {
    Instant end = credentials.expiration();
    return end != null && clock.instant().plus(MARGIN).isBefore(end);
  }

  private Credentials fetched(
      Session session, String role, TaskCall call, Supplier<StsClient> sts) {
    try {
      session.fetching.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("the call was given up", e);
    }
    try {
      Credentials held = session.latest;
      if (held == null || !holds(held)) {
        held = assumed(role, call, sts);
        session.latest = held;
      }
      return held;
    } finally {
      session.fetching.unlock();
    }
  }

  private Credentials assumed(String role, TaskCall call, Supplier<StsClient> sts) {
    String token = token(role, call);
    try {
      Credentials given =
          sts.get()
              .assumeRoleWithWebIdentity(request ->
                  request
                      .roleArn(role)
                      .roleSessionName(sessionName(call.identity().executionArn()))
                      .webIdentityToken(token))
              .credentials();
      if (given == null
          || given.accessKeyId() == null
          || given.secretAccessKey() == null
          || given.sessionToken() == null) {
        throw refused(role, "STS answered without credentials");
      }
      return given;
    } catch (SdkException e) {
      throw refused(role, answer(e).replace(token, "****"));
    }
  }

  private String token(String role, TaskCall call) {
    try {
      return tokens.token(audience, call);
    } catch (IOException e) {
      throw refused(role, "there is no identity token, " + e.getMessage());
    }
  }

  private static String answer(SdkException e) {
    return e instanceof AwsServiceException answered && answered.awsErrorDetails() != null
        ? "STS answered %s: %s"
            .formatted(
                answered.awsErrorDetails().errorCode(), answered.awsErrorDetails().errorMessage())
        : "STS gave no answer: " + e.getMessage();
  }

  private static TaskRefusedException refused(String role, String reason) {
    return TaskRefusedException.forbidden(
        "The role %s cannot be assumed: %s"
            .formatted(TaskErrors.shortened(role), TaskErrors.cut(reason, 1_000)));
  }

  /// The name of the execution, by which AWS's logs tell who has acted; where STS takes no such
  /// name, its beginning and a hash of the execution's ARN.
  static String sessionName(String executionArn) {
    String[] parts = executionArn.split(":", -1);
    String name = parts.length > EXECUTION_PART ? parts[EXECUTION_PART] : executionArn;
    if (SESSION_NAME.matcher(name).matches()) {
      return name;
    }
    String plain = name.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
    int most = MAX_NAME - HASH_CHARACTERS - 1;
    return plain.substring(0, Math.min(most, plain.length()))
        + "-"
        + Sha256.hex(executionArn).substring(0, HASH_CHARACTERS);
  }
}
