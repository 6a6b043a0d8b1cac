package org.stepgate.routes;

import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.workflow.ExecutionId;

/// Problem details about one execution. `execution` is its id and `instance` where its description
/// is, which is the reference for whoever asks what went wrong.
///
/// @param status 400 to 599
/// @param title a sentence for the client
/// @param detail what more the client may know
/// @param error the error's name, null when it is not shown
/// @spec https://www.rfc-editor.org/rfc/rfc9457#section-3.1 RFC 9457, section 3.1
record ExecutionProblem(int status, String title, String detail, @Nullable String error) {
  HttpResponse response(ExecutionId id) {
    var problem =
        JsonObject.builder()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("instance", Links.execution(id))
            .put("execution", id.toString())
            .putIfPresent("error", error)
            .build();
    return HttpResponse.of(status, "application/problem+json", JsonWriter.write(problem))
        .withHeader("Cache-Control", "no-store");
  }
}
