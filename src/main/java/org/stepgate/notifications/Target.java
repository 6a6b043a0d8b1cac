package org.stepgate.notifications;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a message goes.
public sealed interface Target {
  /// An HTTP endpoint that takes Standard Webhooks.
  ///
  /// @param url its address
  /// @param secretFiles hold the secrets that messages are signed with: one, or two while the
  ///   receiver changes from one to the other
  /// @param receiver with whose keys messages are signed, which are derived from the secrets, see
  ///   [Callbacks#receiver]; null for the secrets themselves
  record Webhook(URI url, List<Path> secretFiles, @Nullable String receiver) implements Target {
    /// A target of the configuration, which has secrets of its own.
    public Webhook(URI url, List<Path> secretFiles) {
      this(url, secretFiles, null);
    }

    /// Copies the list.
    public Webhook {
      secretFiles = List.copyOf(secretFiles);
      if (secretFiles.isEmpty() || secretFiles.size() > 2) {
        throw new IllegalArgumentException("a webhook has one secret, or two");
      }
    }
  }

  /// A command of the configuration, which gets the message as its input.
  ///
  /// @param name the command's name
  record Command(String name) implements Target {}

  /// A queue of SQS.
  ///
  /// @param url its URL
  record Queue(String url) implements Target {}
}
