package org.stepgate.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.stepgate.identity.AccessKey;
import org.stepgate.identity.AccessKey.Secret;

/// Reads the list `access-keys`.
final class AccessKeysSection {
  private final Directories directories;
  private final String usualAccount;

  AccessKeysSection(Directories directories, String usualAccount) {
    this.directories = directories;
    this.usualAccount = usualAccount;
  }

  List<AccessKey> read(Section root) {
    var keys = new ArrayList<AccessKey>();
    root.sections("access-keys", this::key).forEach(key -> key.ifPresent(keys::add));
    var ids = new HashSet<String>();
    for (AccessKey key : keys) {
      if (!ids.add(key.id())) {
        root.fault("access-keys", "the id '" + key.id() + "' stands twice");
      }
    }
    checkOwners(root, keys);
    return keys;
  }

  /// One key may follow another of the same owner, who is one principal with both.
  private static void checkOwners(Section root, List<AccessKey> keys) {
    var first = new HashMap<String, AccessKey>();
    var counts = new HashMap<String, Integer>();
    for (AccessKey key : keys) {
      String name = key.owner().name();
      AccessKey other = first.putIfAbsent(name, key);
      if (counts.merge(name, 1, Integer::sum) == AccessKey.Owner.MAX_KEYS + 1) {
        root.fault("access-keys", "'" + name + "' has more than two keys");
      }
      if (other != null
          && !(other.owner().equals(key.owner()) && other.account().equals(key.account()))) {
        root.fault("access-keys", "the keys of '" + name + "' differ in account, issuer or groups");
      }
    }
  }

  private Optional<AccessKey> key(Section section) {
    Optional<String> id = section.requiredText("id");
    String account = section.text("account", usualAccount);
    Optional<Secret> secret = secret(section, "secret-file");
    Optional<Secret> token = secret(section, "session-token-file");
    Optional<String> name = section.text("name");
    Optional<String> issuer = section.text("issuer");
    List<String> groups = section.texts("groups");
    if (secret.isEmpty()) {
      section.missing("secret-file");
    }
    return id.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : section.build(() ->
            new AccessKey(
                id.get(),
                secret.get(),
                account,
                token,
                false,
                issuer
                    .map(url -> new AccessKey.Owner(url, name.orElse(id.get()), groups))
                    .orElseGet(() -> new AccessKey.Owner(name.orElse(id.get()), groups))));
  }

  /// What a file holds: the store keeps the text of the configuration, where no secret may stand.
  private Optional<Secret> secret(Section section, String key) {
    return section.parsed(key, "path", directories::path).map(Secret.File::new);
  }
}
