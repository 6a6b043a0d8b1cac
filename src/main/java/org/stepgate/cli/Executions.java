package org.stepgate.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionId;

/// The executions of a server, as the commands need them. Every method throws a [CommandException]
/// when the server refuses or is away. Confined to a thread.
final class Executions {
  private static final String PATH = "/executions";
  private static final String RUNNING = "RUNNING";
  private static final String PAGE_TOKEN = "nextPageToken";
  private static final int PAGE = 100;
  private static final int ACCEPTED = 202;

  /// The longest that a server is asked to wait in one request.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

  private final ControlApi api;
  private final Pause pause;

  /// Lets time pass; tests do without.
  interface Pause {
    /// Waits that long.
    void of(Duration time) throws InterruptedException;
  }

  Executions(ControlApi api, Pause pause) {
    this.api = api;
    this.pause = pause;
  }

  /// Starts an execution and gives its id. A repeated call with the same name and input starts
  /// nothing new.
  String start(String machine, String name, JsonValue input) {
    ControlApi.Answer answer =
        api.post(
            "/machines/" + ControlApi.segment(machine) + "/executions",
            JsonObject.of("name", new JsonValue.JsonString(name), "input", input));
    String id = answer.object().string("execution");
    if (answer.status() == ACCEPTED && id != null) {
      return id;
    }
    // It may have ended already: then the answer is its result, which does not tell its id.
    return find(machine, name)
        .orElseThrow(() -> {
          answer.checked(new ControlApi.Subject("state machine", machine));
          return new CommandException(
              ExitCode.UNAVAILABLE, "the server does not know the execution it has started");
        });
  }

  private Optional<String> find(String machine, String name) {
    ControlApi.Answer answer =
        api.get(PATH, ControlApi.query("machine", machine, "limit", Integer.toString(PAGE)));
    return elements(answer.object().get("executions")).stream()
        .map(execution -> String.valueOf(execution.string("id")))
        .filter(id -> id.endsWith(":" + machine + ":" + name))
        .findFirst();
  }

  /// The execution with input and output.
  JsonObject describe(String id) {
    return api.get(path(id), ControlApi.query()).checked(subject(id)).object();
  }

  /// Waits for the end, at most for `wait`, and describes the execution.
  JsonObject await(String id, Duration wait) {
    Duration left = wait;
    JsonObject execution = describe(id);
    while (isRunning(execution) && left.isPositive()) {
      Duration next = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
      api.await(path(id) + "/result", next);
      left = left.minus(next);
      execution = describe(id);
    }
    return execution;
  }

  /// Lets an execution go on that did not succeed, and describes it.
  JsonObject redrive(String id) {
    return api.post(path(id) + "/redrive", JsonObject.EMPTY).checked(subject(id)).object();
  }

  /// Ends an execution and describes it.
  JsonObject stop(String id, Optional<String> error, Optional<String> cause) {
    var body =
        JsonObject.builder()
            .putIfPresent("error", error.orElse(null))
            .putIfPresent("cause", cause.orElse(null))
            .build();
    return api.post(path(id) + "/stop", body).checked(subject(id)).object();
  }

  /// Executions, newest first, at most `limit`.
  JsonArray list(String machine, String status, String since, int limit) {
    return pages(
        ControlApi.Answer::checked,
        PATH,
        "executions",
        limit,
        "machine",
        machine,
        "status",
        status,
        "since",
        since);
  }

  /// History events, at most `limit`.
  JsonArray history(String id, boolean reverse, int limit) {
    return pages(
        answer -> answer.checked(subject(id)),
        path(id) + "/history",
        "events",
        limit,
        "reverse",
        reverse ? "true" : "");
  }

  private JsonArray pages(
      UnaryOperator<ControlApi.Answer> checked,
      String path,
      String member,
      int limit,
      String... query) {
    var all = new ArrayList<JsonValue>();
    String token = "";
    do {
      var parameters = ControlApi.query(query);
      parameters.put("limit", Integer.toString(Math.min(PAGE, limit - all.size())));
      parameters.put("pageToken", token);
      JsonObject page = checked.apply(api.get(path, parameters)).object();
      all.addAll(elements(page.get(member)));
      String next = page.string(PAGE_TOKEN);
      token = next == null ? "" : next;
    } while (!token.isEmpty() && all.size() < limit);
    return JsonArray.of(all.subList(0, Math.min(limit, all.size())));
  }

  /// Hands on each history event as it happens, in order, and describes the execution when it has
  /// ended. Asks often while there is news and less often while there is none.
  JsonObject follow(String id, Consumer<JsonObject> listener) {
    var follower = new Follower(id, listener);
    Duration interval = Follower.SHORTEST;
    while (true) {
      boolean news = follower.advance();
      if (follower.ended) {
        return describe(id);
      }
      if (!news) {
        JsonObject execution = describe(id);
        if (!isRunning(execution)) {
          follower.advance();
          return execution;
        }
      }
      interval = news ? Follower.SHORTEST : Follower.longer(interval);
      sleep(interval);
    }
  }

  private void sleep(Duration time) {
    try {
      pause.of(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.UNAVAILABLE, "interrupted; the execution goes on");
    }
  }

  private static boolean isRunning(JsonObject execution) {
    return RUNNING.equals(execution.string("status"));
  }

  private static ControlApi.Subject subject(String id) {
    return new ControlApi.Subject("execution", id);
  }

  private static String path(String id) {
    return PATH + "/" + ControlApi.segment(ExecutionId.inPath(id));
  }

  private static List<JsonObject> elements(@Nullable JsonValue array) {
    var objects = new ArrayList<JsonObject>();
    if (array instanceof JsonArray elements) {
      elements.forEach(each -> {
        if (each instanceof JsonObject object) {
          objects.add(object);
        }
      });
    }
    return objects;
  }

  /// Reads a history on from where it stopped. The token of the last page is kept, because a page
  /// that was not full yet grows.
  private final class Follower {
    static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final String id;
    private final Consumer<JsonObject> listener;
    private String token = "";
    private long last;
    private boolean ended;

    Follower(String id, Consumer<JsonObject> listener) {
      this.id = id;
      this.listener = listener;
    }

    static Duration longer(Duration interval) {
      Duration twice = interval.multipliedBy(2);
      return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /// Whether there were events that had not been seen.
    boolean advance() {
      long before = last;
      while (true) {
        JsonObject page =
            api.get(
                    path(id) + "/history",
                    ControlApi.query("limit", Integer.toString(PAGE), "pageToken", token))
                .checked(subject(id))
                .object();
        for (JsonObject event : elements(page.get("events"))) {
          if (HistoryText.id(event) > last) {
            last = HistoryText.id(event);
            ended = ended || HistoryText.isEnd(event);
            listener.accept(event);
          }
        }
        String next = page.string(PAGE_TOKEN);
        if (next == null) {
          return last > before;
        }
        token = next;
      }
    }
  }
}
