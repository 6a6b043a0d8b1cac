package org.stepgate.cli;

import java.io.IOException;
import org.stepgate.http.Body;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.payloads.PayloadException;
import org.stepgate.payloads.PayloadStore;
import org.stepgate.routes.BodyStore;

/// Keeps the bodies of requests in the payload store.
record PayloadBodies(PayloadStore payloads) implements BodyStore {
  @Override
  public JsonObject keep(Body body, String contentType) throws IOException {
    try (var content = body.openStream()) {
      return payloads.store(content, contentType).toJson();
    } catch (PayloadException e) {
      throw new IOException("the body cannot be kept", e);
    }
  }
}
