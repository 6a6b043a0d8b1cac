package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.audit.AuditConfig;
import org.stepgate.awsapi.ApiConfig;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.identity.IdentityConfig;
import org.stepgate.limits.LimitRule;
import org.stepgate.limits.Rate;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.payloads.PayloadsConfig;
import org.stepgate.routes.BodyConfig;
import org.stepgate.routes.IdempotencyConfig;
import org.stepgate.routes.ReplyConfig;
import org.stepgate.routes.ReplyConfig.ErrorReply;
import org.stepgate.routes.RouteConfig;
import org.stepgate.routes.RouteTable;
import org.stepgate.routes.TargetConfig;
import org.stepgate.routes.WaitConfig;
import org.stepgate.store.RetentionConfig;
import org.stepgate.store.StoreConfig;
import org.stepgate.tasks.AllowedHost;
import org.stepgate.tasks.ConfiguredValue;
import org.stepgate.tasks.HttpConnection.Authentication;
import org.stepgate.tasks.TasksConfig;

class SectionsTest {
  private static final String ISSUER = "workflow-identity: {issuer: 'https://flows.example'}\n";
  private static final Path STATE = Path.of("/var/lib/stepgate");
  private static final Directories DIRECTORIES = new Directories(Path.of("/etc/stepgate"), STATE);

  @Test
  void read_ofNothing_givesTheDefaultsOfEachPackage() {
    Configuration configuration = read("# nothing");

    assertThat(configuration)
        .isEqualTo(
            new Configuration(
                List.of(),
                RouteTable.EMPTY,
                List.of(),
                new LinkedHashMap<>(),
                NotificationsConfig.defaults(),
                TasksConfig.defaults(),
                FastCgiConfig.defaults().withSpoolDirectory(STATE.resolve("spool")),
                StoreConfig.defaults(STATE.resolve("stepgate.db")),
                EmbeddedConfig.defaults(),
                RetentionConfig.defaults(),
                AuditConfig.defaults(),
                PayloadsConfig.defaults().withDirectory(STATE.resolve("payloads")),
                List.of(),
                ApiConfig.defaults(),
                IdentityConfig.defaults(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void fastcgi_takesEachKey() {
    var fastcgi =
        read("""
        fastcgi:
          params-max: 1KiB
          params-count-max: 2
          param-max: 3B
          body-max: 4MiB
          body-memory: 0B
          requests-max: 5
          connections-max: 6
          idle-timeout: 7s
          drain-limit: 0s
        """)
            .fastcgi();

    assertThat(fastcgi)
        .isEqualTo(
            new FastCgiConfig(
                1024,
                2,
                3,
                4 << 20,
                0,
                STATE.resolve("spool"),
                5,
                6,
                Duration.ofSeconds(7),
                Duration.ZERO));
  }

  @Test
  void store_takesEachKey() {
    var store =
        read("""
        store:
          queued-writes-max: 1
          batch-writes-max: 2
          readers: 3
          queued-reads-max: 4
          wal-max: 1MiB
          busy-timeout: 1s
        """)
            .store();

    assertThat(store)
        .isEqualTo(
            new StoreConfig(
                STATE.resolve("stepgate.db"), 1, 2, 3, 4, 1L << 20, Duration.ofSeconds(1)));
  }

  @Test
  void embedded_takesEachKey() {
    var embedded =
        read("""
        account: "000000000001"
        region: eu-central-1
        embedded:
          compute-threads: 1
          steps-per-turn: 2
          running-tasks: 3
          idle-executions: 0
          starting-executions: 5
        """)
            .embedded();

    assertThat(embedded)
        .isEqualTo(new EmbeddedConfig("000000000001", "eu-central-1", 1, 2, 3, 0, 5));
  }

  @Test
  void retention_takesEachKey() {
    var retention = read("retention: {executions: 7d, names: 30d}").retention();

    assertThat(retention).isEqualTo(new RetentionConfig(Duration.ofDays(7), Duration.ofDays(30)));
    assertThat(retention.namesAfterRemoval()).isEqualTo(Duration.ofDays(23));
    assertThat(read("retention: {names: 1d}").retention().namesAfterRemoval()).isZero();
  }

  @Test
  void audit_takesEachKey() {
    assertThat(read("audit: {file-max: 4KiB, retention: 30d}").audit())
        .isEqualTo(new AuditConfig(4_096, Duration.ofDays(30)));
  }

  @Test
  void payloads_takesEachKey() {
    var payloads =
        read("""
        payloads:
          directory: ${config}/payloads
          size-max: 1B
          retention: 1m
        """)
            .payloads();

    assertThat(payloads)
        .isEqualTo(new PayloadsConfig(Path.of("/etc/stepgate/payloads"), 1, Duration.ofMinutes(1)));
  }

  @Test
  void tasks_takesHostsConnectionsAndSecrets() {
    var http =
        read("""
        tasks:
          http:
            allowed-hosts: [api.example.org, "*.example.com:8443"]
            allowed-private: [10.0.0.0/8]
            connections:
              pay:
                basic: {user: shop, password-file: "${config}/secrets/pay"}
                headers: {X-Shop: "7"}
                query-from-files: {token: /run/token}
              ship:
                api-key: {header: X-Key, key-file: /run/key}
        """)
            .tasks()
            .http();

    assertThat(http.allowedHosts())
        .containsExactly(
            AllowedHost.parse("api.example.org"), AllowedHost.parse("*.example.com:8443"));
    assertThat(http.allowedPrivate()).hasSize(1);
    var pay = http.connections().get("pay");
    assertThat(pay.authentication())
        .isEqualTo(new Authentication.Basic("shop", file("/etc/stepgate/secrets/pay")));
    assertThat(pay.headers()).isEqualTo(Map.of("X-Shop", new ConfiguredValue.Plain("7")));
    assertThat(pay.query()).isEqualTo(Map.of("token", file("/run/token")));
    assertThat(http.connections().get("ship").authentication())
        .isEqualTo(new Authentication.ApiKey("X-Key", file("/run/key")));
  }

  @Test
  void tasks_takesCommandsBelowTheDirectories() {
    var exec =
        read("""
        tasks:
          exec:
            concurrent-commands: 3
            commands:
              checksum:
                argv: ["${config}/commands/checksum", "{file}", "--root=${state}"]
                parameters: [file]
                directory: ${state}/files
                pass-environment: [PATH]
                environment: {LOG: "${state}/log"}
                timeout: 5s
        """)
            .tasks()
            .exec();

    var command = exec.commands().get("checksum");
    assertThat(exec.concurrentCommands()).isEqualTo(3);
    assertThat(command.argv())
        .containsExactly("/etc/stepgate/commands/checksum", "{file}", "--root=${state}");
    assertThat(command.workingDirectory()).isEqualTo(STATE.resolve("files"));
    assertThat(command.environment().passed()).containsExactly("PATH");
    assertThat(command.environment().fixed())
        .isEqualTo(Map.of("LOG", new ConfiguredValue.Plain("/var/lib/stepgate/log")));
    assertThat(command.limits().time()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          region: us-east-1                              | none
          role-arn: 'arn:aws:iam::123456789012:role/a/b' | sts.amazonaws.com arn:aws:iam::123456789012:role/a/b
          identity-token: sts.example                    | sts.example -
          """)
  void tasks_takeRolesByIdentityToken(String key, String expected) {
    var web = read(ISSUER + "tasks:\n  aws:\n    " + key + "\n").tasks().aws().webIdentity();

    assertThat(web.map(by -> by.audience() + " " + by.roleArn().orElse("-")).orElse("none"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"desk", "arn:aws:iam::12:role/desk", "arn:aws:iam::123456789012:user/desk"})
  void tasks_takeNoOtherRole(String role) {
    assertThatThrownBy(() -> read("tasks:\n  aws:\n    role-arn: '" + role + "'\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is no ARN of a role");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws: {role-arn: 'arn:aws:iam::123456789012:role/a'}                | 2:9: role-arn
          aws: {identity-token: sts}                                         | 2:9: identity-token
          http: {connections: {c: {identity-token: a}}}                      | 2:28: identity-token
          exec: {commands: {c: {argv: [/bin/true], identity-token: a}}}      | 2:44: identity-token
          """)
  void tasks_thatWantTokens_needAnIssuer(String key, String fault) {
    String tasks = "tasks:\n  " + key + "\n";

    assertThatThrownBy(() -> read(tasks))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(fault + ": this needs the section workflow-identity");
    assertThat(read(tasks + ISSUER).workflowIdentity()).isPresent();
  }

  @Test
  void routes_takeEachKey() {
    var routes =
        readWithMachine(
                """
                routes:
                  - id: orders
                    method: POST
                    path: /orders/{order}
                    engine: embedded
                    machine: m
                    input: $body
                    require-idempotency-key: true
                    wait: 1s
                    wait-max: 2s
                    body-inline: 1KiB
                    body-max: 2KiB
                    accept: [application/json]
                    errors:
                      Orders.OutOfStock: {status: 409, title: Out of stock}
                    show-cause: true
                    files: ${state}/files
                    cache-control: private
                """)
            .routes();

    var errors = new LinkedHashMap<String, ErrorReply>();
    errors.put("Orders.OutOfStock", new ErrorReply(409, "Out of stock"));
    assertThat(routes)
        .containsExactly(
            new RouteConfig(
                "orders",
                "POST",
                "/orders/{order}",
                new TargetConfig("embedded", "m"),
                "$body",
                new IdempotencyConfig(null, true),
                new WaitConfig(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                new BodyConfig(1024, 2048, List.of("application/json")),
                new ReplyConfig(errors, true, STATE.resolve("files"), "private", List.of())));
  }

  @Test
  void routes_withoutOptionalKeys_haveTheDefaultsOfTheirPackage() {
    var routes =
        readWithMachine("routes:\n- {id: a, method: POST, path: /a, machine: m}\n").routes();

    assertThat(routes).containsExactly(RouteConfig.of("a", "POST", "/a", "m"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {method: POST, path: /a, machine: m}                      | 1:10: 'id' is missing
          {id: a, method: POST, path: /a, machine: m, kee: x}       | 1:54: unknown key 'kee'; 'key' is meant?
          {id: a, method: POST, path: /a, machine: m, wait: 6m}     | 1:60: wait: expected 0ms to 5m
          {id: a, method: POST, path: /a, machine: m, files: x}     | expected an absolute path
          {id: a, method: POST, path: /a, machine: m, accept: [1]}  | expected a text, got 1
          {id: a, method: POST, path: /a, machine: m, errors: {E: {status: 399}}} | expected 400 to 599
          {id: a, method: POST, path: /a, machine: m, errors: {E: {}}} | 'status' is missing
          """)
  void routes_withFaults_areReported(String route, String fault) {
    assertThat(
            catchThrowableOfType(
                    ConfigException.class, () -> readWithMachine("routes: [" + route + "]"))
                .getMessage())
        .contains(fault)
        .doesNotContain("there is no state machine");
    assertThat(faults("routes: [" + route + "]")).contains("there is no state machine 'm'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fastcgi: {requests-max: 0}         | 1:25: requests-max: expected 1 to 1000000
          fastcgi: {requests-max: 1000001}   | 1:25: requests-max: expected 1 to 1000000
          fastcgi: {requests-max: 1.5}       | 1:25: requests-max: expected a whole number, got 1.5
          fastcgi: {idle-timeout: 0ms}       | 1:25: idle-timeout: expected 1ms to 1d
          fastcgi: {idle-timeout: 25h}       | 1:25: idle-timeout: expected 1ms to 1d
          fastcgi: {idle-timeout: 20}        | 1:25: idle-timeout: expected a time with its unit, such as 20s, got 20
          fastcgi: {body-max: 1MB}           | 1:21: body-max: expected a size in B, KiB, MiB or GiB, got '1MB'
          fastcgi: {body-memory: 17MiB}      | 1:24: body-memory: expected at most body-max
          store: {wal-max: 1023KiB}          | 1:18: wal-max: expected 1MiB to 1024GiB
          store: {file: /x}                  | 1:9: unknown key 'file'; known here: batch-writes-max, busy-timeout, queued-reads-max, queued-writes-max, readers, wal-max
          store: [1]                         | 1:8: expected keys and values, got a list
          account: "12345678901"             | 1:10: account must be 12 digits, not '12345678901'
          region: Europe                     | 1:9: region must be of lower-case letters, digits and hyphens, not 'Europe'
          embedded: {running-tasks: 0}       | 1:27: running-tasks: expected 1 to 1000000
          embedded: {account: x}             | 1:12: unknown key 'account'; known here: compute-threads, idle-executions, running-tasks, starting-executions, steps-per-turn
          payloads: {size-max: 0B}           | 1:22: size-max: expected 1B to 1024GiB
          retention: {executions: 999ms}     | 1:25: executions: expected 1s to 36600d
          audit: {file-max: 4095B}           | 1:19: file-max: expected 4KiB to 4GiB
          audit: {retention: 59s}            | 1:20: retention: expected 1m to 36600d
          payloads: {retention: 59s}         | 1:23: retention: expected 1m to 36600d
          payloads: {directory: here}        | 1:23: expected an absolute path, or one that starts with ${config} or ${state}, got 'here'
          tasks: {http: {allowed-hosts: x}}  | 1:31: allowed-hosts: expected a list, got 'x'
          tasks: {exec: {commands: {x: {}}}} | 1:27: 'argv' is missing
          """)
  void values_outOfRangeOrForm_areFaultsWithTheirPlace(String text, String fault) {
    assertThat(faults(text)).isEqualTo("stepgate.yaml:" + fault);
  }

  @Test
  void aPathThatIsNotAbsolute_isAFault() {
    String faults = faults("tasks: {exec: {commands: {x: {argv: [/bin/true], directory: here}}}}");

    assertThat(faults)
        .isEqualTo(
            "stepgate.yaml:1:61: expected an absolute path, or one that starts with ${config} or"
                + " ${state}, got 'here'");
  }

  @Test
  void aCommandThatItsPackageRefuses_isAFaultOfTheCommand() {
    assertThat(faults("tasks: {exec: {commands: {x: {argv: [true]}}}}"))
        .contains("argv: expected a text, got true");
    assertThat(faults("tasks: {exec: {commands: {x: {argv: [/bin/ls, {folder}]}}}}"))
        .contains("argv: a text that begins with { has to stand in quotes");
    assertThat(faults("tasks: {exec: {commands: {x: {argv: [ls]}}}}"))
        .contains(
            "argv: expected the absolute path of a program, such as /bin/ls or"
                + " ${config}/commands/ls, got 'ls'");
  }

  @Test
  void bothFormsOfAuthentication_areAFault() {
    assertThat(
            faults(
                "tasks: {http: {connections: {c: {basic: {user: u, password-file: /p},"
                    + " api-key: {header: h, key-file: /k}}}}}"))
        .contains("a connection has either basic or api-key");
  }

  @Test
  void aSecretWithoutItsFile_isAFault() {
    assertThat(faults("tasks: {http: {connections: {c: {basic: {user: u, password: secret}}}}}"))
        .contains("'password-file' is missing")
        .contains("unknown key 'password'")
        .doesNotContain("secret");
  }

  private static ConfiguredValue file(String path) {
    return new ConfiguredValue.FromFile(Path.of(path));
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(Map.of("stepgate.yaml", text)), DIRECTORIES);
  }

  private static Configuration readWithMachine(String text) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(
            Map.of(
                "stepgate.yaml",
                text,
                "machines/m.asl.json",
                "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}")),
        DIRECTORIES);
  }

  private static String faults(String text) {
    return catchThrowableOfType(ConfigException.class, () -> read(text)).getMessage();
  }

  @Test
  void limits_takeEachKey() {
    Configuration configuration =
        readWithMachine(
            """
            routes:
              - {id: o, method: POST, path: /o, machine: m}
            limits:
              agents: {subjects: [s], groups: [g], routes: [o], rate: 30/m, burst: 5, executions: 7}
            """);

    assertThat(configuration.limits())
        .containsExactly(
            new LimitRule(
                "agents", Set.of("s"), Set.of("g"), Set.of("o"), Rate.parse("30/m"), 5, 7));
  }
}
