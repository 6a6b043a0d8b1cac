package org.stepgate.principal;

import java.util.List;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Somebody or something that calls.
///
/// @param issuer who vouches for the subject, such as the URL of an OpenID issuer
/// @param subject the name of the caller at the issuer
/// @param groups the groups it belongs to, sorted, possibly none
/// @param claims further claims that expressions and policies may use; never a token. [#SCOPES] is
///   a list of texts
public record Principal(String issuer, String subject, List<String> groups, JsonObject claims) {
  /// The claim that holds what a token may be used for, whatever its issuer calls it.
  public static final String SCOPES = "scopes";

  /// A caller of whom nothing is known.
  public static final Principal ANONYMOUS =
      new Principal("stepgate:anonymous", "anonymous", List.of(), JsonObject.EMPTY);

  /// Sorts and copies the groups.
  public Principal {
    groups = groups.stream().sorted().distinct().toList();
    if (issuer.isEmpty() || subject.isEmpty()) {
      throw new IllegalArgumentException("a principal has an issuer and a subject");
    }
  }

  /// What the caller's token may be used for, sorted; empty when the claim is missing.
  public List<String> scopes() {
    return claims.get(SCOPES) instanceof JsonArray list
        ? list.elements().stream()
            .filter(JsonString.class::isInstance)
            .map(each -> ((JsonString) each).value())
            .sorted()
            .distinct()
            .toList()
        : List.of();
  }

  /// The principal as a JSON object of `issuer`, `subject`, `groups` and `claims`, as expressions
  /// see it.
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("issuer", issuer)
        .put("subject", subject)
        .put("groups", JsonValue.array(groups, JsonString::new))
        .put("claims", claims)
        .build();
  }
}
