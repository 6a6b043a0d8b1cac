package org.stepgate.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// Where the keys of an issuer come from. Asked by one thread at a time.
interface KeySource {
  /// The JWK set, as it is now.
  ///
  /// @throws IOException when it cannot be had
  byte[] fetch() throws IOException;

  /// The keys in a file.
  static KeySource file(Path file) {
    return () -> {
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(Fetches.MAX_BYTES + 1);
        if (bytes.length > Fetches.MAX_BYTES) {
          throw new IOException(file + " is longer than " + Fetches.MAX_BYTES);
        }
        return bytes;
      }
    };
  }

  /// The keys that the discovery document of an issuer names. Where they are is asked again after
  /// an hour, and when they are no longer there.
  ///
  /// @spec https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig section 4
  final class Discovered implements KeySource {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final JsonLimits LIMITS = new JsonLimits(16, Fetches.MAX_BYTES, 64, 1_024);

    private final IssuerConfig issuer;
    private final InstantSource clock;
    private @Nullable URI keys;
    private Instant keptUntil = Instant.MIN;

    Discovered(IssuerConfig issuer, InstantSource clock) {
      this.issuer = issuer;
      this.clock = clock;
    }

    @Override
    public byte[] fetch() throws IOException {
      URI address = keys;
      if (address == null || !clock.instant().isBefore(keptUntil)) {
        address = discover();
      }
      keys = null;
      byte[] fetched = Fetches.get(address);
      keys = address;
      return fetched;
    }

    private URI discover() throws IOException {
      URI found = keysOf(Fetches.get(issuer.discovery()));
      keptUntil = clock.instant().plus(KEPT);
      return found;
    }

    private URI keysOf(byte[] document) throws IOException {
      try {
        if (JsonReader.read(document, LIMITS) instanceof JsonObject metadata
            && metadata.string("jwks_uri") instanceof String address) {
          if (!issuer.url().equals(metadata.string("issuer"))) {
            throw new IOException(
                issuer.discovery() + " is the document of another issuer than " + issuer.url());
          }
          return Fetches.check(address);
        }
      } catch (JsonException | IllegalArgumentException e) {
        throw new IOException(issuer.discovery() + " cannot be used: " + e.getMessage(), e);
      }
      throw new IOException(issuer.discovery() + " names no jwks_uri");
    }
  }
}
