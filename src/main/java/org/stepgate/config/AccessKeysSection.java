package org.stepgate.config;

import java.util.ArrayList;
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
    return keys;
  }

  private Optional<AccessKey> key(Section section) {
    Optional<String> id = section.requiredText("id");
    String account = section.text("account", usualAccount);
    Optional<Secret> secret = secret(section, "secret");
    Optional<Secret> token = secret(section, "session-token");
    if (secret.isEmpty()) {
      section.missing("secret-file");
    }
    return id.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : section.build(() -> new AccessKey(id.get(), secret.get(), account, token, false));
  }

  /// What `KEY` or the file of `KEY-file` holds.
  private Optional<Secret> secret(Section section, String key) {
    String fileKey = key + "-file";
    Optional<Secret> text = section.parsed(key, "text", Secret.Text::new);
    Optional<Secret> file =
        section.parsed(fileKey, "path", directories::path).map(Secret.File::new);
    if (text.isPresent() && file.isPresent()) {
      section.fault(fileKey, "either " + key + " or " + fileKey + ", not both");
    }
    return file.or(() -> text);
  }
}
