package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionMachineTest {
  private static final FastCgiConfig CONFIG =
      FastCgiConfig.defaults().withParamLimits(2000, 20, 1500).withBodyLimits(100_000, 100);
  private static final Set<Role> BOTH = Set.of(Role.RESPONDER, Role.AUTHORIZER);

  /// Feeds `bytes` in pieces, as if each was one read into a buffer of the least legal size or
  /// more, and writes down what came out.
  static List<String> run(byte[] bytes, int piece, Set<Role> roles) {
    var machine = new ConnectionMachine(CONFIG, roles);
    var seen = new ArrayList<String>();
    var in = ByteBuffer.allocate(4096);
    in.limit(0);
    long body = 0;
    int at = 0;
    while (true) {
      switch (machine.next(in)) {
        case ConnectionEvent.Progress _ -> {}
        case ConnectionEvent.NeedMore _ -> {
          if (at == bytes.length) {
            seen.add(machine.isMidway() || in.hasRemaining() ? "midway" : "idle");
            return seen;
          }
          in.compact();
          int length = Math.min(Math.min(piece, in.remaining()), bytes.length - at);
          in.put(bytes, at, length).flip();
          at += length;
        }
        case ConnectionEvent.BodyBytes(var chunk, _) -> body += chunk.remaining();
        case ConnectionEvent.RequestReady(var begin, var params) -> {
          seen.add(
              "ready "
                  + begin.requestId()
                  + " "
                  + params.value("PATH_INFO").orElse("-")
                  + " "
                  + body);
          body = 0;
        }
        case ConnectionEvent.RequestRefused(var begin, var refusal) -> {
          seen.add("refused " + begin.requestId() + " " + refusal.cause());
          body = 0;
        }
        case ConnectionEvent.RequestAborted(var begin) -> {
          seen.add("aborted " + begin.requestId());
          body = 0;
        }
        case ConnectionEvent.Reply(var reply, var close, _) -> {
          var copy = new byte[reply.remaining()];
          reply.get(copy);
          var record = ClientBytes.records(copy).getFirst();
          seen.add(
              "reply "
                  + record.type()
                  + (record.type() == 3 ? " " + record.protocolStatus() : "")
                  + (close ? " close" : ""));
        }
        case ConnectionEvent.Violation _ -> {
          seen.add("violation");
          return seen;
        }
      }
    }
  }

  private static List<String> run(ClientBytes bytes) {
    return run(bytes.toArray(), Integer.MAX_VALUE, BOTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 63, Integer.MAX_VALUE})
  void next_sameBytesInAnyPieces_givesTheSame(int piece) {
    var bytes =
        new ClientBytes()
            .request(1, 1, "GET", "/a", "")
            .request(2, 1, "POST", "/b", "x".repeat(9000))
            .record(RecordType.GET_VALUES, 0, ClientBytes.pairs(Map.of("FCGI_MAX_REQS", "")), 3)
            .record(99, 0, new byte[300], 255)
            .begin(3, 1, 1)
            .record(RecordType.ABORT_REQUEST, 3, new byte[0], 5)
            .request(0xFFFF, 0, "PUT", "/c", "y")
            .toArray();

    assertThat(run(bytes, piece, BOTH))
        .containsExactly(
            "ready 1 /a 0",
            "ready 2 /b 9000",
            "reply 10",
            "reply 11",
            "aborted 3",
            "ready 65535 /c 1",
            "idle");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "254", "255"})
  void next_padding_isSkipped(int padding) {
    var pairs = ClientBytes.pairs(Map.of("PATH_INFO", "/p"));
    var bytes =
        new ClientBytes()
            .record(RecordType.BEGIN_REQUEST, 1, new byte[] {0, 1, 0, 0, 0, 0, 0, 0}, padding)
            .record(RecordType.PARAMS, 1, pairs, padding)
            .record(RecordType.PARAMS, 1, new byte[0], padding)
            .record(RecordType.STDIN, 1, new byte[0], padding);

    assertThat(run(bytes).getFirst()).isEqualTo("ready 1 /p 0");
  }

  @ParameterizedTest
  @CsvSource({"3,1", "0,1", "4,1", "255,1", "3,0"})
  void begin_roleNotOffered_isUnknownRole_T02(int role, int keep) {
    var expected = keep == 1 ? "reply 3 3" : "reply 3 3 close";

    assertThat(run(new ClientBytes().begin(1, role, keep)).getFirst()).isEqualTo(expected);
  }

  @Test
  void begin_authorizer_isReadyWithoutBody() {
    var bytes = new ClientBytes().begin(1, 2, 1).params(1, "GET", "/a", "5");

    assertThat(run(bytes)).containsExactly("ready 1 /a 0", "idle");
    assertThat(run(bytes.toArray(), 1, Set.of(Role.RESPONDER)))
        .containsExactly("reply 3 3", "idle");
  }

  @Test
  void begin_authorizerWithBrokenParams_isRefused() {
    assertThat(run(new ClientBytes().begin(1, 2, 1).params(1, new byte[] {9})))
        .containsExactly("refused 1 MALFORMED", "idle");
  }

  @Test
  void begin_secondIdWhileBusy_cannotMultiplex_T02() {
    var bytes = new ClientBytes().begin(1, 1, 0).begin(2, 1, 0);
    bytes.record(RecordType.PARAMS, 2, new byte[700], 0);
    bytes.params(1, "GET", "/a", "").begin(3, 1, 0);
    bytes.record(RecordType.STDIN, 2, new byte[0], 0).record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes)).containsExactly("reply 3 1", "reply 3 1", "ready 1 /a 0", "idle");
  }

  @Test
  void begin_whileBodyIsDiscarded_cannotMultiplex_T02() {
    var bytes = new ClientBytes().begin(1, 1, 0).params(1, "GET", "/a", "x").begin(2, 1, 0);
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes)).containsExactly("reply 3 1", "refused 1 MALFORMED", "idle");
  }

  @Test
  void next_recordsOfNoRequest_areSkipped() {
    var bytes = new ClientBytes();
    for (int type = 2; type < 256; type++) {
      bytes.record(type, 7, new byte[3], 2);
    }
    bytes.begin(1, 1, 0).record(RecordType.PARAMS, 7, new byte[9], 0).params(1, "GET", "/", "");
    bytes.record(8, 1, new byte[9], 0).record(0, 1, new byte[0], 0);
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes)).containsExactly("ready 1 / 0", "idle");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void next_requestRecordWithIdZero_isAViolation_T02(int type) {
    assertThat(run(new ClientBytes().record(type, 0, new byte[8], 0))).containsExactly("violation");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 11, 12, 200, 255})
  void next_unknownManagementRecord_isAnswered_T02(int type) {
    assertThat(run(new ClientBytes().record(type, 0, new byte[500], 9)))
        .containsExactly("reply 11", "idle");
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "9", "65535"})
  void begin_contentNotEightBytes_isAViolation_T01(int length) {
    assertThat(run(new ClientBytes().record(RecordType.BEGIN_REQUEST, 1, new byte[length], 0)))
        .containsExactly("violation");
  }

  @Test
  void next_orderOfStreamsBroken_isAViolation_T01() {
    assertThat(run(new ClientBytes().begin(1, 1, 0).begin(1, 1, 0))).containsExactly("violation");
    assertThat(run(new ClientBytes().begin(1, 1, 0).record(5, 1, new byte[1], 0)))
        .containsExactly("violation");
    assertThat(
            run(new ClientBytes().begin(1, 1, 0).params(1, "GET", "/", "").params(1, new byte[0])))
        .containsExactly("violation");
  }

  @Test
  void abort_anywhere_forgetsTheRequest() {
    var abort = RecordType.ABORT_REQUEST;
    var bytes = new ClientBytes().record(abort, 1, new byte[0], 0);
    bytes.begin(1, 1, 1).record(abort, 1, new byte[0], 0);
    bytes.begin(2, 1, 1).params(2, "POST", "/", "9").record(abort, 2, new byte[0], 0);
    bytes.begin(3, 1, 1).params(3, "POST", "/", "x").record(abort, 3, new byte[0], 0);
    bytes.request(4, 1, "GET", "/", "");

    assertThat(run(bytes))
        .containsExactly("aborted 1", "aborted 2", "aborted 3", "ready 4 / 0", "idle");
  }

  @ParameterizedTest
  @CsvSource({"1999, ready", "2000, ready", "2001, refused"})
  void params_length_hasALimit_T05(int length, String outcome) {
    var pairs = ClientBytes.pairs(Map.of("A", "v".repeat(990), "B", "v".repeat(length - 1002)));
    assertThat(pairs).hasSize(length);
    var bytes = new ClientBytes().begin(1, 1, 1).params(1, pairs);
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes).getFirst()).startsWith(outcome);
    assertThat(run(bytes.toArray(), 1, BOTH)).isEqualTo(run(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0, refused", "1, violation"})
  void params_farOverTheirLimit_dropTheConnection_T01(int more, String outcome) {
    int length = ConnectionMachine.PARAMS_DISCARD_FACTOR * CONFIG.maxParamsBytes() + more;
    var bytes = new ClientBytes().begin(1, 1, 1).params(1, new byte[length]);
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes).getFirst()).startsWith(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, ready 1 / 0",
    "0, 0, ready 1 / 0",
    "00, 0, ready 1 / 0",
    "9, 9, ready 1 / 9",
    "'', 1, refused 1 MALFORMED",
    "9, 8, refused 1 MALFORMED",
    "9, 10, refused 1 MALFORMED",
    "-1, 1, refused 1 MALFORMED",
    "+1, 1, refused 1 MALFORMED",
    "' 1', 1, refused 1 MALFORMED",
    "0x1, 1, refused 1 MALFORMED",
    "1.0, 1, refused 1 MALFORMED",
    "100000, 100000, ready 1 / 100000",
    "100001, 100001, refused 1 BODY_TOO_LARGE",
    "999999999999999999, 9, refused 1 BODY_TOO_LARGE",
    "1000000000000000000, 9, refused 1 MALFORMED",
    "99999999999999999999, 9, refused 1 MALFORMED"
  })
  void body_announcedAndSent_areCompared_T04(String announced, int sent, String outcome) {
    var bytes = new ClientBytes().begin(1, 1, 1).params(1, "POST", "/", announced);
    for (int left = sent; left > 0; left -= RecordHeader.MAX_CONTENT_BYTES) {
      bytes.record(
          RecordType.STDIN, 1, new byte[Math.min(left, RecordHeader.MAX_CONTENT_BYTES)], 0);
    }
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes)).containsExactly(outcome, "idle");
  }

  @ParameterizedTest
  @CsvSource({"0, refused 1 MALFORMED", "1, violation"})
  void body_farOverItsLimit_dropsTheConnection_T04(int more, String outcome) {
    var bytes = new ClientBytes().begin(1, 1, 1).params(1, "POST", "/", "1");
    long left = CONFIG.maxBodyBytes() + ConnectionMachine.BODY_DISCARD_BYTES + more;
    for (; left > 0; left -= 50_000) {
      bytes.record(RecordType.STDIN, 1, new byte[(int) Math.min(left, 50_000)], 0);
    }
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes).getFirst()).isEqualTo(outcome);
  }

  @Test
  void params_twoContentLengths_areMalformed_T04() {
    var out = new java.io.ByteArrayOutputStream();
    ClientBytes.pair(out, "CONTENT_LENGTH", "1");
    ClientBytes.pair(out, "CONTENT_LENGTH", "1");
    var bytes = new ClientBytes().begin(1, 1, 1).params(1, out.toByteArray());
    bytes.record(RecordType.STDIN, 1, new byte[1], 0).record(RecordType.STDIN, 1, new byte[0], 0);

    assertThat(run(bytes)).containsExactly("refused 1 MALFORMED", "idle");
  }

  @ParameterizedTest
  @CsvSource({"1024, reply 10", "1025, violation"})
  void getValues_query_hasALimit_T01(int length, String outcome) {
    var query = ClientBytes.pairs(Map.of("N", "v".repeat(length - 6)));
    assertThat(query).hasSize(length);

    assertThat(run(new ClientBytes().record(RecordType.GET_VALUES, 0, query, 0)).getFirst())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "ff"})
  void getValues_brokenQuery_isAViolation_T01(String hex) {
    var query = java.util.HexFormat.of().parseHex(hex);

    assertThat(run(new ClientBytes().record(RecordType.GET_VALUES, 0, query, 0)))
        .containsExactly("violation");
  }

  @Test
  void next_afterViolation_staysClosed() {
    var machine = new ConnectionMachine(CONFIG, BOTH);

    assertThat(machine.next(ByteBuffer.wrap(new byte[] {2})))
        .isInstanceOf(ConnectionEvent.Violation.class);
    assertThat(machine.next(ByteBuffer.wrap(ClientBytes.get("/"))))
        .isInstanceOf(ConnectionEvent.Violation.class);
    assertThat(machine.isMidway()).isFalse();
  }

  @Test
  void isMidway_everyPrefixOfARequest_isMidway() {
    var bytes = ClientBytes.post("/", "abc");
    for (int length = 1; length < bytes.length; length++) {
      var prefix = java.util.Arrays.copyOf(bytes, length);

      assertThat(run(prefix, Integer.MAX_VALUE, BOTH)).containsExactly("midway");
    }
  }
}
