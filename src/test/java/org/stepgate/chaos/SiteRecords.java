package org.stepgate.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.SiteClient;

/// What a pool says over HTTP. It is asked again while workers come and go.
final class SiteRecords implements Records {
  private static final String MACHINE = "effects";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final SiteClient client;

  SiteRecords(SiteClient client) {
    this.client = client;
  }

  @Override
  public @Nullable JsonObject ended(String execution) throws Exception {
    try {
      return client.awaitEnd(id(execution), LIMIT);
    } catch (AssertionError e) {
      return null;
    }
  }

  @Override
  public List<JsonObject> history(String execution) throws Exception {
    String page = asked("history of " + execution, () -> client.history(id(execution)));
    return objects((JsonObject) JsonReader.read(page, JsonLimits.NETWORK), "events");
  }

  @Override
  public List<String> executions() throws Exception {
    var names = new ArrayList<String>();
    String token = "";
    do {
      String path = "/stepgate/executions?limit=1000&machine=" + MACHINE + token;
      SiteClient.Answer answer =
          asked(
              "the list of executions",
              () -> {
                SiteClient.Answer page = client.get(path);
                if (page.status() != 200) {
                  throw new IOException("the list was answered by " + page);
                }
                return page;
              });
      for (JsonObject one : objects(answer.json(), "executions")) {
        String id = String.valueOf(one.string("id"));
        names.add(id.substring(id.lastIndexOf(':') + 1));
      }
      String next = answer.json().string("nextPageToken");
      token = next == null ? "" : "&pageToken=" + next;
    } while (!token.isEmpty());
    return names;
  }

  private static String id(String execution) {
    return "embedded:" + MACHINE + ":" + execution;
  }

  private interface Question<T> {
    T ask() throws Exception;
  }

  private static <T> T asked(String what, Question<T> question) throws Exception {
    return Polling.until(
        what,
        LIMIT,
        () -> {
          try {
            return question.ask();
          } catch (IOException | AssertionError e) {
            return null;
          }
        },
        answer -> answer != null);
  }

  private static List<JsonObject> objects(JsonObject page, String name) {
    var objects = new ArrayList<JsonObject>();
    if (page.get(name) instanceof JsonArray array) {
      array.forEach(one -> objects.add((JsonObject) one));
    }
    return objects;
  }
}
