package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.fastcgi.ClientBytes;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.fastcgi.FastCgiServer;
import org.stepgate.fastcgi.ListenAddress;
import org.stepgate.fastcgi.SocketClient;

/// Sends the byte streams of the corpus beside the project to a real socket. The corpus says in
/// words what may happen; [#EXPECTED] says which of it this server chose.
@Timeout(60)
class FastCgiCorpusTest {
  private static final Path CORPUS = Path.of("../shared/corpora/fastcgi-malformed/bin");

  /// Outcome by name of the case: HTTP statuses and notable records in order; `-` is a connection
  /// closed without an answer. Names that are not here are answered 400.
  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("abort_before_params", "end1:0"),
          Map.entry("abort_mid_stdin", "end1:0"),
          Map.entry("after_end_pipelined", "200"),
          Map.entry("begin_duplicate_id", "-"),
          Map.entry("begin_empty_body", "-"),
          Map.entry("begin_id_0", "-"),
          Map.entry("begin_short_body", "-"),
          Map.entry("content_truncated", "-"),
          Map.entry("data_record_type8", "200"),
          Map.entry("empty", "-"),
          Map.entry("garbage_ff", "-"),
          Map.entry("garbage_http", "-"),
          Map.entry("header_truncated_7", "-"),
          Map.entry("httpoxy", "200"),
          Map.entry("keep_conn_two", "200 200"),
          Map.entry("len65535_pad255", "431"),
          Map.entry("mgmt_unknown_type", "unknown:200"),
          Map.entry("mpx_second_begin", "end2:1 200"),
          Map.entry("name_empty", "200"),
          Map.entry("ok_get", "200"),
          Map.entry("ok_get_values", "values:57"),
          Map.entry("ok_get_values_unknown_name", "values:0"),
          Map.entry("ok_long_lengths", "200"),
          Map.entry("ok_padding255", "200"),
          Map.entry("ok_params_1byte_records", "200"),
          Map.entry("ok_stdin_1byte_records", "200"),
          Map.entry("param_10k_names", "431"),
          Map.entry("param_1MB_value", "431"),
          Map.entry("params_before_begin", "-"),
          Map.entry("params_never_end_eof", "-"),
          Map.entry("path_backslash", "404"),
          Map.entry("path_dblenc", "404"),
          Map.entry("path_enc", "404"),
          Map.entry("path_nul", "404"),
          Map.entry("path_overlong", "404"),
          Map.entry("role_0", "end1:3"),
          Map.entry("role_65535", "end1:3"),
          Map.entry("role_authorizer", "end1:3"),
          Map.entry("role_filter", "end1:3"),
          Map.entry("stdin_before_params_end", "-"),
          Map.entry("stdin_never_end_eof", "-"),
          Map.entry("type_0", "200"),
          Map.entry("version_0", "-"),
          Map.entry("version_2", "-"));

  /// Cases that are refused nothing, and so leave no line in the log.
  private static final Set<String> SILENT =
      Set.of(
          "after_end_pipelined",
          "data_record_type8",
          "empty",
          "httpoxy",
          "keep_conn_two",
          "name_empty",
          "params_before_begin",
          "type_0");

  @TempDir Path directory;

  private final AtomicInteger executions = new AtomicInteger();
  private final LogCapture log = LogCapture.begin();
  private FastCgiServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        FastCgiServer.start(
            new ListenAddress.Unix(directory.resolve("socket")),
            FastCgiConfig.defaults().withSpoolDirectory(directory),
            new FastCgiBridge(this::route));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    log.close();
  }

  /// The routes that the corpus speaks of.
  private HttpResponse route(HttpRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /health" -> HttpResponse.of(200);
      case "POST /v1/echo" -> HttpResponse.of(200);
      case "POST /v1/start/demo" -> {
        executions.incrementAndGet();
        yield HttpResponse.of(202);
      }
      default -> throw ProblemException.notFound("no route");
    };
  }

  private byte[] exchange(byte[] bytes) throws IOException {
    try (var client = new SocketClient(server.address())) {
      return client.send(bytes).endOutput().readAll();
    }
  }

  private static String outcome(byte[] answer) {
    var outcome = new ArrayList<String>();
    for (var record : ClientBytes.records(answer)) {
      switch (record.type()) {
        case 6 -> {
          if (record.content().startsWith("Status: ")) {
            outcome.add(record.content().substring(8, 11));
          }
        }
        case 3 -> {
          if (record.protocolStatus() != 0 || outcome.isEmpty()) {
            outcome.add("end" + record.requestId() + ":" + record.protocolStatus());
          }
        }
        case 10 -> outcome.add("values:" + record.content().length());
        case 11 -> outcome.add("unknown:" + (int) record.content().charAt(0));
        default -> outcome.add("record " + record.type());
      }
    }
    return outcome.isEmpty() ? "-" : String.join(" ", outcome);
  }

  @Test
  void send_everyStream_endsAsDocumented_T01_T02_T04_T05_T07_T08_T10() throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "skipped: the corpus is not beside the project");
    List<Path> streams;
    try (var files = Files.list(CORPUS)) {
      streams = files.sorted().toList();
    }
    var health = Files.readAllBytes(CORPUS.resolve("ok_get.bin"));
    for (var stream : streams) {
      var name = stream.getFileName().toString().replace(".bin", "");
      log.forget();

      var answer = exchange(Files.readAllBytes(stream));

      assertThat(outcome(answer)).as(name).isEqualTo(EXPECTED.getOrDefault(name, "400"));
      assertThat(outcome(exchange(health))).as("request after " + name).isEqualTo("200");
      boolean silent = name.startsWith("ok_") || SILENT.contains(name);
      assertThat(log.lines()).as("log of " + name).hasSize(silent ? 0 : 1);
      assertThat(log.lines()).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }
    assertThat(streams).hasSize(70);
    assertThat(executions).hasValue(0);
  }
}
