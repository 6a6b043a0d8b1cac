package org.stepgate.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches documents of issuers: by https, or by http from this host; without following redirects;
/// at most so many bytes in so much time. Addresses come from the configuration, and from the
/// documents of issuers that stand there, never from a token.
final class Fetches {
  /// The longest document.
  static final int MAX_BYTES = 262_144;

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration WHOLE_LIMIT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private Fetches() {}

  /// Checks that an address may be fetched.
  ///
  /// @throws IllegalArgumentException when it may not; the message says what is expected
  static URI check(String address) {
    try {
      var uri = new URI(address);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean plain = uri.getUserInfo() == null && uri.getFragment() == null;
      if (!host.isEmpty() && plain && uri.getQuery() == null) {
        if (scheme.equals("https") || (scheme.equals("http") && isThisHost(host))) {
          return uri;
        }
      }
    } catch (URISyntaxException _) {
      // Said below, as for any other text that is no such address.
    }
    throw new IllegalArgumentException(
        "expected a URL of https, or of http on a loopback address, got '" + address + "'");
  }

  private static boolean isThisHost(String host) {
    return host.equalsIgnoreCase("localhost") || LocalAnonymous.isLoopback(host);
  }

  /// The content at the address.
  ///
  /// @throws IOException when it cannot be had within the limits
  static byte[] get(URI address) throws IOException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /// What is answered to a form.
  ///
  /// @param authorization `Authorization` of the request; empty for none
  /// @throws IOException when nothing is answered within the limits, or an error
  static byte[] post(URI address, String form, String authorization) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
  }

  private static byte[] send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.timeout(WHOLE_LIMIT).header("Accept", "application/json").build();
    URI address = request.uri();
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    try {
      HttpResponse<byte[]> response =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES))
              .get(WHOLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new IOException(address + " answers " + response.statusCode());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IOException(address + " cannot be fetched: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(address + " does not answer in " + WHOLE_LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + address + " was fetched", e);
    } finally {
      client.shutdownNow();
    }
  }
}
