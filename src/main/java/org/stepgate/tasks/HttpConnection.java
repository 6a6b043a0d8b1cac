package org.stepgate.tasks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Credentials and fixed parameters of calls, which a definition refers to by name in
/// `Authentication.ConnectionArn`. Where both give a parameter, the connection's value is sent.
///
/// @param authentication how calls are authenticated
/// @param headers headers by name
/// @param query query parameters by name
/// @param body members that are added to a JSON object or a form in the body
/// @spec https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html
///   connections of EventBridge, without OAuth
public record HttpConnection(
    Authentication authentication,
    SequencedMap<String, ConfiguredValue> headers,
    SequencedMap<String, ConfiguredValue> query,
    SequencedMap<String, ConfiguredValue> body) {

  /// Copies the maps.
  public HttpConnection {
    headers = copy(headers);
    query = copy(query);
    body = copy(body);
  }

  /// How calls are authenticated.
  public sealed interface Authentication {
    /// By nothing but the parameters.
    enum None implements Authentication {
      /// The only one.
      NONE
    }

    /// By user name and password.
    ///
    /// @param user without `:`
    /// @param password the password
    /// @spec https://www.rfc-editor.org/rfc/rfc7617 RFC 7617
    record Basic(String user, ConfiguredValue password) implements Authentication {
      /// Checks the user name.
      public Basic {
        if (user.indexOf(':') >= 0) {
          throw new IllegalArgumentException("a user name for basic authentication has no ':'");
        }
      }
    }

    /// By a key in a header.
    ///
    /// @param header name of the header
    /// @param key the value of the header
    record ApiKey(String header, ConfiguredValue key) implements Authentication {}

    /// By a bearer token that is minted for each call.
    ///
    /// @param audience who shall take it
    /// @spec https://www.rfc-editor.org/rfc/rfc6750 RFC 6750
    record IdentityToken(String audience) implements Authentication {}
  }

  private static SequencedMap<String, ConfiguredValue> copy(
      SequencedMap<String, ConfiguredValue> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
