package org.stepgate.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// The access keys that are accepted at the moment. Safe for any thread.
public final class AccessKeys {
  private volatile Map<String, Known> byId = Map.of();

  /// A key and who has it.
  record Known(AccessKey key, Principal principal) {}

  /// No keys, so far.
  public AccessKeys() {}

  /// Keys with which everybody on this host may call, for demonstrations: `test` of the account
  /// 123456789012 and `222222222222` of that account, both with the secret `test`.
  public static List<AccessKey> demonstration() {
    var secret = new AccessKey.Secret.Text("test");
    return List.of(
        AccessKey.of("test", secret, "123456789012").withOnlyLocal(),
        AccessKey.of("222222222222", secret, "222222222222").withOnlyLocal());
  }

  /// Accepts these keys from now on and no others; of two with one id the last one.
  public void use(List<AccessKey> keys) {
    var next = new LinkedHashMap<String, Known>();
    keys.forEach(key -> next.put(key.id(), new Known(key, principal(key))));
    byId = Map.copyOf(next);
  }

  Optional<Known> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Principal principal(AccessKey key) {
    return new Principal(
        key.owner().issuer(),
        key.owner().name(),
        key.owner().groups(),
        JsonObject.of("account", new JsonString(key.account())));
  }
}
