package org.stepgate.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// What the claims of a token have to say before it is believed, and the principal that they make.
/// Its signature was verified before.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9068#section-4 RFC 9068, sections 2.2 and 4
final class ClaimRules {
  private static final int MAX_NAME_CHARACTERS = 512;
  private static final int MAX_GROUPS = 1_000;
  private static final double MAX_SECONDS = 1e11;

  /// What RFC 9068 has an access token say besides issuer, audience, subject and times.
  private static final List<String> OF_ACCESS_TOKENS = List.of("client_id", "jti", "iat");

  /// What only ID tokens say.
  private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash", "s_hash");

  /// One of these is in every access token of an issuer that gives them no type of their own; an ID
  /// token has none of them.
  private static final List<String> PROOF_OF_ACCESS = List.of("scope", "scp", "client_id", "cid");

  private final IssuerConfig issuer;
  private final Duration skew;

  ClaimRules(IssuerConfig issuer, Duration skew) {
    this.issuer = issuer;
    this.skew = skew;
  }

  /// A principal, and until when the token speaks for it.
  record Accepted(Principal principal, Instant expires) {}

  /// Checks the claims of a token.
  ///
  /// @param type what the token says in `typ`, null for nothing
  /// @throws TokenException when they are not those of an access token for us that holds now
  Accepted check(@Nullable String type, JsonObject claims, Instant now) throws TokenException {
    if (!issuer.takesType(type)) {
      throw TokenException.invalid("The type of the token is not that of an access token");
    }
    requireAccessToken(type, claims);
    if (texts(claims.get("aud"), "aud").stream().noneMatch(issuer.audiences()::contains)) {
      throw TokenException.invalid("The token was made for another audience");
    }
    return checkTimes(claims, now);
  }

  /// Checks that claims hold now, of whatever kind of token.
  ///
  /// @throws TokenException when they do not, or name nobody
  Accepted checkTimes(JsonObject claims, Instant now) throws TokenException {
    Instant expires = requiredTime(claims, "exp");
    if (!now.isBefore(expires.plus(skew))) {
      throw TokenException.invalid("The token has expired");
    }
    Instant notBefore = time(claims, "nbf");
    if (notBefore != null && now.plus(skew).isBefore(notBefore)) {
      throw TokenException.invalid("The token does not hold yet");
    }
    Instant issued = time(claims, "iat");
    if (issued != null) {
      if (now.plus(skew).isBefore(issued)) {
        throw TokenException.invalid("The token comes from the future");
      }
      Instant aged = issued.plus(issuer.tokenAge());
      if (!now.isBefore(aged.plus(skew))) {
        throw TokenException.invalid("The token is too old");
      }
      expires = aged.isBefore(expires) ? aged : expires;
    }
    return new Accepted(principal(claims), expires.plus(skew));
  }

  private void requireAccessToken(@Nullable String type, JsonObject claims) throws TokenException {
    if (type != null && IssuerConfig.normalType(type).equals(IssuerConfig.ACCESS_TOKEN)) {
      for (String name : OF_ACCESS_TOKENS) {
        if (!claims.has(name)) {
          throw TokenException.invalid("The token has no " + name);
        }
      }
      return;
    }
    boolean ofOtherUse =
        claims.get("typ") != null && !new JsonString("Bearer").equals(claims.get("typ"));
    if (ofOtherUse
        || OF_ID_TOKENS.stream().anyMatch(claims::has)
        || PROOF_OF_ACCESS.stream().noneMatch(claims::has)) {
      throw TokenException.invalid("The token is not an access token");
    }
  }

  private Principal principal(JsonObject claims) throws TokenException {
    IssuerConfig.Claims names = issuer.claims();
    if (!(at(claims, names.subject()) instanceof JsonString(String subject)) || !isName(subject)) {
      throw TokenException.invalid("The token has no usable " + names.subject());
    }
    List<String> groups =
        texts(at(claims, names.groups()), "groups").stream()
            .filter(group -> !group.isEmpty())
            .toList();
    if (groups.size() > MAX_GROUPS) {
      throw TokenException.invalid("The token names more than " + MAX_GROUPS + " groups");
    }
    var kept = JsonObject.builder();
    for (String name : names.kept()) {
      kept.putIfPresent(name, claims.get(name));
    }
    return new Principal(
        issuer.url(),
        subject,
        groups,
        kept.put(Principal.SCOPES, JsonValue.array(scopes(claims), JsonString::new)).build());
  }

  private List<String> scopes(JsonObject claims) throws TokenException {
    var scopes = new ArrayList<String>();
    for (String text : texts(at(claims, issuer.claims().scopes()), "scopes")) {
      Arrays.stream(text.split(" ")).filter(each -> !each.isEmpty()).forEach(scopes::add);
    }
    return scopes.stream().sorted().distinct().toList();
  }

  /// The value of a claim, named or pointed to.
  private static @Nullable JsonValue at(JsonObject claims, String name) {
    if (!name.startsWith("/")) {
      return claims.get(name);
    }
    JsonValue value = claims;
    for (String token : name.substring(1).split("/", -1)) {
      String member = token.replace("~1", "/").replace("~0", "~");
      value = value instanceof JsonObject object ? object.get(member) : null;
    }
    return value;
  }

  /// A text or a list of texts; none when the value is absent.
  private static List<String> texts(@Nullable JsonValue value, String name) throws TokenException {
    List<JsonValue> elements =
        switch (value) {
          case null -> List.of();
          case JsonString text -> List.of(text);
          case JsonArray array -> array.elements();
          default -> throw TokenException.invalid("The claim of " + name + " holds no texts");
        };
    var texts = new ArrayList<String>(elements.size());
    for (JsonValue element : elements) {
      if (!(element instanceof JsonString(String text)) || !(text.isEmpty() || isName(text))) {
        throw TokenException.invalid("The claim of " + name + " holds no texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /// Whether a text may name somebody or something: not empty, not too long, one line.
  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MAX_NAME_CHARACTERS
        && text.chars()
            .noneMatch(c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                    || Character.getType(c) == Character.FORMAT);
  }

  private static Instant requiredTime(JsonObject claims, String name) throws TokenException {
    Instant time = time(claims, name);
    if (time == null) {
      throw TokenException.invalid("The token has no " + name);
    }
    return time;
  }

  /// A time in seconds since 1970, perhaps with a fraction; null when it is absent.
  private static @Nullable Instant time(JsonObject claims, String name) throws TokenException {
    return switch (claims.get(name)) {
      case null -> null;
      case JsonNumber number when number.toDouble() >= 0 && number.toDouble() <= MAX_SECONDS ->
          Instant.ofEpochSecond((long) number.toDouble());
      default -> throw TokenException.invalid("The " + name + " of the token is no time");
    };
  }
}
