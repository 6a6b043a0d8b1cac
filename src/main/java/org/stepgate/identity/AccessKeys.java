package org.stepgate.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The access keys that are accepted at the moment. Safe for any thread.
public final class AccessKeys {
  private volatile Map<String, AccessKey> byId = Map.of();

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
    var next = new LinkedHashMap<String, AccessKey>();
    keys.forEach(key -> next.put(key.id(), key));
    byId = Map.copyOf(next);
  }

  Optional<AccessKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
