package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.tasks.HttpInvokeFixture.GET;
import static org.stepgate.tasks.HttpInvokeFixture.LIMITS;
import static org.stepgate.tasks.HttpInvokeFixture.arguments;
import static org.stepgate.tasks.HttpInvokeFixture.bytes;
import static org.stepgate.tasks.HttpInvokeFixture.config;
import static org.stepgate.tasks.HttpInvokeFixture.run;
import static org.stepgate.tasks.HttpInvokeFixture.trust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// How much an answer may hold, and how long it may take.
@Timeout(60)
class HttpInvokeLimitsTest {
  @ParameterizedTest
  @CsvSource({"999, true", "1000, true", "1001, false"})
  void t29_bodyAtTheLimit_isCutPastIt(int bodyBytes, boolean fits) throws Exception {
    for (String framing : new String[] {"", "Content-Length: " + bodyBytes + "\r\n"}) {
      try (var server =
          RawServer.answering("HTTP/1.1 200 OK\r\n" + framing + "\r\n" + "x".repeat(bodyBytes))) {
        TaskOutcome outcome = run(server, GET);

        if (fits) {
          assertThat(outcome).isInstanceOf(Succeeded.class);
        } else {
          assertThat(outcome)
              .isEqualTo(
                  new Failed("States.TaskFailed", "The answer's body is larger than 1000 bytes"));
        }
      }
    }
  }

  @Test
  void t29_endlessBody_isCut() throws Exception {
    assertCut("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(100), "body is larger than 1000 bytes");
  }

  @Test
  void t29_endlessChunks_areCut() throws Exception {
    assertCut(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1\r\nx\r\n",
        "body is larger than 1000 bytes");
  }

  @Test
  void run_endlessBodyOfRefusedEncoding_isCut() throws Exception {
    assertCut(
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1\r\nx\r\n",
        "encoded as 'br'");
  }

  @Test
  void run_endlessTrailer_isCut() throws Exception {
    assertCut(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        "X: y\r\n",
        "head has more than 128 fields or 1000 bytes");
  }

  @Test
  void run_endlessHeaderLine_isCut() throws Exception {
    assertCut("HTTP/1.1 200 OK\r\nX: ", "x", "head has more than 128 fields or 1000 bytes");
  }

  @Test
  void run_endlessHeaderFields_areCut() throws Exception {
    assertCut("HTTP/1.1 200 OK\r\n", "X: y\r\n", "head has more than 128 fields or 1000 bytes");
  }

  @Test
  void run_manyMiddlingHeaderFields_areRefused() throws Exception {
    String fields = ("X: " + "y".repeat(400) + "\r\n").repeat(3);
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n" + fields + "\r\n")) {
      assertThat(run(server, GET))
          .isEqualTo(
              new Failed("States.TaskFailed", "The answer's head is larger than 1000 bytes"));
    }
  }

  @Test
  void t29_compressedBomb_isRefused() throws Exception {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(new byte[100_000]);
    }
    try (var server =
        RawServer.at(
            "127.0.0.1",
            out -> {
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
              compressed.writeTo(out);
            })) {
      assertThat(run(server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "The answer is encoded as 'gzip', though none but identity was accepted"));
    }
  }

  @ParameterizedTest
  @MethodSource
  void t29_slowDrip_endsWithTheTime(int callMillis, int totalMillis, TaskOutcome expected)
      throws Exception {
    try (var server = RawServer.at("127.0.0.1", out -> drip(out, "HTTP/1.1 200 OK\r\n\r\n"))) {
      var limits =
          new HttpTaskLimits(
              1_000, 1_000_000_000, 1_000, LIMITS.connectTime(), Duration.ofMillis(totalMillis), 8);
      var call =
          new TaskCall(
              "r", arguments(server, GET), Samples.IDENTITY, Duration.ofMillis(callMillis));

      TaskOutcome outcome = run(config(server, limits, Map.of()), call);

      assertThat(outcome).isEqualTo(expected);
    }
  }

  static Stream<Arguments> t29_slowDrip_endsWithTheTime() {
    return Stream.of(
        Arguments.of(100, 60_000, new OutOfTime()),
        Arguments.of(
            60_000,
            100,
            new Failed("States.Http.Socket", "There was no complete answer within PT0.1S")));
  }

  @Test
  void run_interimAnswersWithoutEnd_endWithTheTime() throws Exception {
    try (var server =
        RawServer.at("127.0.0.1", out -> drip(out, "HTTP/1.1 100 Continue\r\n\r\n"))) {
      var call =
          new TaskCall("r", arguments(server, GET), Samples.IDENTITY, Duration.ofMillis(100));

      TaskOutcome outcome = run(config(server, LIMITS, Map.of()), call);

      assertThat(outcome).isEqualTo(new OutOfTime());
    }
  }

  @Test
  void run_interrupted_closesTheConnection() throws Exception {
    var asked = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    try (var server =
            RawServer.at(
                "127.0.0.1",
                out -> {
                  asked.countDown();
                  flood(out, "HTTP/1.1 100 Continue\r\n\r\n", closed);
                });
        var runner =
            new HttpInvokeRunner(
                config(server, LIMITS, Map.of()), AddressResolver.system(), trust())) {
      var result = new CompletableFuture<TaskOutcome>();
      Thread caller =
          Thread.startVirtualThread(() -> {
            try {
              result.complete(
                  runner.run(
                      new TaskCall("r", arguments(server, GET), Samples.IDENTITY, Samples.LONG),
                      _ -> {}));
            } catch (InterruptedException e) {
              result.completeExceptionally(e);
            }
          });

      asked.await();
      caller.interrupt();

      closed.await();
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static void assertCut(String start, String repeated, String cause) throws Exception {
    var closed = new CountDownLatch(1);
    try (var server =
        RawServer.at(
            "127.0.0.1",
            out -> {
              out.write(bytes(start));
              flood(out, repeated, closed);
            })) {
      var outcome = (Failed) run(server, GET);

      assertThat(outcome.error()).isEqualTo("States.TaskFailed");
      assertThat(outcome.cause()).contains(cause);
      closed.await();
    }
  }

  /// Writes the text again and again, slowly, until the client closes the connection.
  private static void drip(OutputStream out, String text) throws IOException {
    try {
      while (true) {
        out.write(bytes(text));
        out.flush();
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes the text again and again until the client closes the connection.
  private static void flood(OutputStream out, String text, CountDownLatch closed) {
    try {
      while (true) {
        out.write(bytes(text));
        out.flush();
      }
    } catch (IOException e) {
      closed.countDown();
    }
  }
}
