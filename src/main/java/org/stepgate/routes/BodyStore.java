package org.stepgate.routes;

import java.io.IOException;
import org.stepgate.http.Body;
import org.stepgate.json.JsonValue.JsonObject;

/// Keeps bodies that are too large, or too little like JSON, for an execution's input.
@FunctionalInterface
public interface BodyStore {
  /// Keeps the body and gives the reference that stands for it: `{"$payload": {"uri", "sha256",
  /// "bytes", "contentType"}}`, with the hash in lower-case hexadecimal. Durable when it returns;
  /// the same content may be kept any number of times. The body is read, not closed or deleted.
  ///
  /// @param contentType as the client named it
  /// @throws IOException when it cannot be kept; nothing is left behind
  JsonObject keep(Body body, String contentType) throws IOException;
}
