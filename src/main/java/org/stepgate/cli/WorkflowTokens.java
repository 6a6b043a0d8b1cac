package org.stepgate.cli;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.http.PercentCoding;
import org.stepgate.identity.WorkflowIdentity;
import org.stepgate.identity.WorkflowIssuer;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.IdentityTokens;
import org.stepgate.tasks.TaskCall;

/// Gives the calls of tasks their tokens.
///
/// @param home says which account is that of the configuration, 12 digits
record WorkflowTokens(WorkflowIdentity identity, Supplier<String> home) implements IdentityTokens {
  private static final int ACCOUNT = 4;
  private static final int MACHINE = 6;
  private static final int NAME = 7;
  private static final String UNKNOWN = "-";
  private static final String PLAIN = "-_.@/|+~=,";
  private static final int ISSUER_DIGITS = 16;

  /*
   * With the words between them these make 255 characters, the most that STS takes as a subject.
   */
  private static final int MOST_OF_ROUTE = 32;
  private static final int MOST_OF_MACHINE = 40;
  private static final int MOST_OF_EXECUTION = 80;
  private static final int MOST_OF_CALLER = 45;
  private static final int HASH_DIGITS = 30;

  @Override
  public String token(String audience, TaskCall call) throws IOException {
    String arn = call.identity().executionArn();
    String[] parts = arn.split(":", -1);
    @Nullable String machine = parts.length > MACHINE ? machine(parts) : null;
    @Nullable String execution = parts.length > NAME ? parts[NAME] : null;
    TaskCall.@Nullable Started started = call.context().started();
    @Nullable String route = started == null ? null : started.route();
    JsonObject caller = caller(started);
    String issuer = caller.string("issuer");
    String subject = caller.string("subject");
    return identity.token(
        new WorkflowIssuer.Request(
            audience,
            "route:%s:machine:%s:execution:%s:issuer:%s:caller:%s"
                .formatted(
                    part(route, MOST_OF_ROUTE),
                    machine == null || machine.indexOf(':') < 0
                        ? part(machine, MOST_OF_MACHINE)
                        : hashed(machine),
                    part(execution, MOST_OF_EXECUTION),
                    issuer == null ? UNKNOWN : Sha256.hex(issuer).substring(0, ISSUER_DIGITS),
                    part(subject, MOST_OF_CALLER)),
            JsonObject.builder()
                .put("stepgate_route", route == null ? UNKNOWN : route)
                .put("stepgate_machine", machine == null ? UNKNOWN : machine)
                .put("stepgate_execution", arn)
                .put("stepgate_state", call.identity().stateName())
                .putIfPresent("stepgate_caller_issuer", issuer)
                .putIfPresent("stepgate_caller", subject)
                .build()));
  }

  /// The name of a machine, after its account and a `:` when that is not the configuration's: its
  /// machines are made by others.
  private String machine(String[] arn) {
    return arn[ACCOUNT].equals(home.get()) ? arn[MACHINE] : arn[ACCOUNT] + ":" + arn[MACHINE];
  }

  /// A part of the subject, without what separates parts or stands for any text in policies of
  /// others: what is neither an ASCII letter or digit nor harmless is percent-encoded, and what is
  /// too long then is `!` and the beginning of its SHA-256. Different texts have different parts.
  static String part(@Nullable String text, int most) {
    if (text == null || text.isEmpty()) {
      return UNKNOWN;
    }
    if (text.equals(UNKNOWN)) {
      return "%2D";
    }
    String encoded = PercentCoding.encode(text, PLAIN);
    return encoded.length() <= most ? encoded : hashed(text);
  }

  /// What stands for a text that is too long, and for the machines of other accounts, which are
  /// never called as those of the configuration's.
  private static String hashed(String text) {
    return "!" + Sha256.hex(text).substring(0, HASH_DIGITS);
  }

  private static JsonObject caller(TaskCall.@Nullable Started started) {
    try {
      return started != null
              && JsonReader.read(started.caller(), JsonLimits.STORED) instanceof JsonObject object
          ? object
          : JsonObject.EMPTY;
    } catch (JsonException e) {
      return JsonObject.EMPTY;
    }
  }
}
