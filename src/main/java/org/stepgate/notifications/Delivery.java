package org.stepgate.notifications;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import javax.crypto.spec.SecretKeySpec;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.CheckedPost;
import org.stepgate.tasks.ConfiguredValue;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskIdentity;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRegistry;
import org.stepgate.tasks.TaskRunner;

/// Sends one message to one target, once.
///
/// Threads: safe for use by any.
final class Delivery implements AutoCloseable {
  private static final String SEND_MESSAGE = "arn:aws:states:::sqs:sendMessage";
  private static final String FIFO = ".fifo";
  private static final int GONE = 410;

  private final NotificationsConfig config;
  private final TaskRunner tasks;
  private final InstantSource clock;
  private final CheckedPost posts;

  Delivery(NotificationsConfig config, TaskRunner tasks, InstantSource clock) {
    this.config = config;
    this.tasks = tasks;
    this.clock = clock;
    this.posts = new CheckedPost(config.http());
  }

  /// What came of it.
  sealed interface Result {
    /// The receiver has it.
    record Delivered() implements Result {}

    /// It may be tried again.
    record Failed(String reason) implements Result {}

    /// The receiver wants nothing any more.
    record Gone() implements Result {}
  }

  Result send(OutboxStore.Message message, Target target) throws InterruptedException {
    return switch (target) {
      case Target.Webhook webhook -> post(message, webhook);
      case Target.Command(String name) ->
          call(
              message,
              TaskRegistry.EXEC,
              JsonObject.of(
                  "Command",
                  new JsonString(name),
                  "Input",
                  JsonReader.read(message.body(), JsonLimits.STORED)));
      case Target.Queue(String url) -> call(message, SEND_MESSAGE, queued(message, url));
    };
  }

  private Result post(OutboxStore.Message message, Target.Webhook webhook)
      throws InterruptedException {
    String receiver = webhook.receiver();
    var keys = new ArrayList<SecretKeySpec>();
    for (Path file : webhook.secretFiles()) {
      try {
        SecretKeySpec secret = StandardWebhooks.key(new ConfiguredValue.FromFile(file).text());
        keys.add(receiver == null ? secret : StandardWebhooks.derived(secret, receiver));
      } catch (IOException | IllegalArgumentException e) {
        return new Result.Failed("no secret in " + file + ": " + why(e));
      }
    }
    var headers = StandardWebhooks.headers(keys, message.id(), clock.instant(), message.body());
    return switch (posts.post(webhook.url(), headers, CloudEvent.MEDIA_TYPE, message.body())) {
      case CheckedPost.Answer.Status(int code) when code >= 200 && code < 300 ->
          new Result.Delivered();
      case CheckedPost.Answer.Status(int code) when code == GONE -> new Result.Gone();
      case CheckedPost.Answer.Status(int code) -> new Result.Failed("status " + code);
      case CheckedPost.Answer.Refused(String reason) -> new Result.Failed("not sent: " + reason);
      case CheckedPost.Answer.Failed(String reason) -> new Result.Failed(reason);
    };
  }

  /// The message of an exception that says why: of some of the file system it is the path alone.
  static String why(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "it may not be read";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static JsonObject queued(OutboxStore.Message message, String url) {
    var arguments = JsonObject.builder().put("QueueUrl", url).put("MessageBody", message.body());
    if (url.endsWith(FIFO)) {
      arguments.put("MessageGroupId", "stepgate").put("MessageDeduplicationId", message.id());
    }
    return arguments.build();
  }

  private Result call(OutboxStore.Message message, String resource, JsonObject arguments)
      throws InterruptedException {
    var call =
        new TaskCall(
            resource,
            arguments,
            new TaskIdentity("stepgate:notifications", message.target(), 0, message.id()),
            config.timeout());
    return switch (tasks.run(call, _ -> {})) {
      case TaskOutcome.Succeeded _, TaskOutcome.Ended _ -> new Result.Delivered();
      case TaskOutcome.Failed(String error, String cause) ->
          new Result.Failed(error + ": " + cause);
      case TaskOutcome.OutOfTime() -> new Result.Failed("no end within " + config.timeout());
    };
  }

  @Override
  public void close() {
    posts.close();
  }
}
