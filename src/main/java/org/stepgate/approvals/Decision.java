package org.stepgate.approvals;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// What one person has decided.
///
/// @param issuer who vouches for the person
/// @param subject the person
/// @param time when
/// @param approves true for yes
/// @param groups the person's groups that count
/// @param reason null when none was given
/// @param key the idempotency key of the request; null when it had none
public record Decision(
    String issuer,
    String subject,
    Instant time,
    boolean approves,
    List<String> groups,
    @Nullable String reason,
    @Nullable String key) {
  /// Copies the list.
  public Decision {
    groups = List.copyOf(groups);
  }

  /// Whether it is this person's.
  boolean isOf(Principal person) {
    return issuer.equals(person.issuer()) && subject.equals(person.subject());
  }

  /// The decision as it is shown: `subject`, `issuer`, `groups`, `decision` (`approve` or
  /// `reject`), `reason` when there is one, `time`.
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("subject", subject)
        .put("issuer", issuer)
        .put("groups", JsonValue.array(groups, JsonString::new))
        .put("decision", approves ? "approve" : "reject")
        .putIfPresent("reason", reason)
        .put("time", time.toString())
        .build();
  }
}
