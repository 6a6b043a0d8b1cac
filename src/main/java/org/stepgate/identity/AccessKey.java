package org.stepgate.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key pair with which a caller signs requests by AWS Signature Version 4.
///
/// @param id the access key id, which each request names; no secret
/// @param secret what signatures are computed with
/// @param account the account that the caller acts in, 12 digits
/// @param sessionToken what each request has to carry beside the signature; empty for a key that
///   needs none
/// @param onlyLocal true when only callers on this host may use it
/// @param owner who has it
public record AccessKey(
    String id,
    Secret secret,
    String account,
    Optional<Secret> sessionToken,
    boolean onlyLocal,
    Owner owner) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,128}");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  /// Checks id and account.
  ///
  /// @throws IllegalArgumentException when one has another form
  public AccessKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "an access key's id has 1 to 128 letters, digits and underscores");
    }
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException("account must be 12 digits, not '" + account + "'");
    }
  }

  /// Who has a key. An owner may have two at a time, so that one can follow the other without a
  /// gap.
  ///
  /// @param issuer the issuer of the principal: that of access keys, or the one that knows the
  ///   person who has the key
  /// @param name the subject of the principal
  /// @param groups the groups that it belongs to
  public record Owner(String issuer, String name, List<String> groups) {
    /// The most keys of one owner.
    public static final int MAX_KEYS = 2;

    /// Checks that there is a name.
    ///
    /// @throws IllegalArgumentException when it is empty
    public Owner {
      groups = List.copyOf(groups);
      if (issuer.isBlank() || name.isBlank()) {
        throw new IllegalArgumentException("the issuer or the name of a key's owner is empty");
      }
    }

    /// An owner who is known as that of access keys only.
    public Owner(String name, List<String> groups) {
      this(SignatureVerifier.ISSUER, name, groups);
    }
  }

  /// A key without a session token, for callers from anywhere, whose owner is named as it is.
  public static AccessKey of(String id, Secret secret, String account) {
    return new AccessKey(id, secret, account, Optional.empty(), false, new Owner(id, List.of()));
  }

  /// This key, for callers on this host only.
  public AccessKey withOnlyLocal() {
    return new AccessKey(id, secret, account, sessionToken, true, owner);
  }

  /// This key, with a session token that each request has to carry.
  public AccessKey withSessionToken(Secret token) {
    return new AccessKey(id, secret, account, Optional.of(token), onlyLocal, owner);
  }

  /// This key, of another owner.
  public AccessKey withOwner(Owner other) {
    return new AccessKey(id, secret, account, sessionToken, onlyLocal, other);
  }

  /// A secret, shown nowhere.
  public sealed interface Secret {
    /// A secret that is known, such as that of a demonstration.
    ///
    /// @param value the secret, not empty
    record Text(String value) implements Secret {
      /// Checks that there is one.
      ///
      /// @throws IllegalArgumentException when it is empty
      public Text {
        if (value.isEmpty()) {
          throw new IllegalArgumentException("the secret is empty");
        }
      }

      @Override
      public String toString() {
        return "Text[****]";
      }
    }

    /// A secret in a file, read at each use, so that a rotated file takes effect at once.
    ///
    /// @param path holds the secret in UTF-8, at most 4 KiB; a line break at the end does not count
    record File(Path path) implements Secret {
      private static final int MAX_BYTES = 4_096;

      private String load() throws IOException {
        try (var in = Files.newInputStream(path)) {
          byte[] bytes = in.readNBytes(MAX_BYTES + 1);
          if (bytes.length > MAX_BYTES) {
            throw new IOException("the secret in " + path + " is longer than " + MAX_BYTES);
          }
          String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
          if (text.isEmpty()) {
            throw new IOException("the secret in " + path + " is empty");
          }
          return text;
        }
      }
    }

    /// The secret.
    ///
    /// @throws IOException when its file cannot be read
    default String read() throws IOException {
      return switch (this) {
        case Text(String value) -> value;
        case File file -> file.load();
      };
    }
  }
}
