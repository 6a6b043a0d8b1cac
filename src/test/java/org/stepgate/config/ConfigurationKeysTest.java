package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.config.SourceFile.KnownKey;

/// Pins every key with its form and its default, and holds the page on the configuration to them.
class ConfigurationKeysTest {
  /// Has one of everything that can be there many times, so that all keys are asked for.
  private static final String SAMPLE =
      """
      machines:
        a:
          type: EXPRESS
      routes:
        - id: r
          method: POST
          path: /r
          machine: a
          errors:
            E: {status: 409}
      schedules:
        s:
          machine: a
          expression: rate(1 hour)
      notifications:
        targets:
          t: {url: "http://a/", secret-files: [/s]}
      approvals:
        a:
          approvers: {g: 1}
      tasks:
        http:
          connections:
            c:
              basic: {user: u, password-file: /p}
            d:
              api-key: {header: h, key-file: /k}
        exec:
          commands:
            x:
              argv: [/bin/true]
      access-keys:
        - {id: k, secret-file: /s}
      limits:
        l: {rate: 1/s}
      identity:
        issuers:
          - {url: "https://issuer.example", audiences: [a]}
        login: {issuer: "https://issuer.example", client-id: c}
      """;

  @Test
  void keys_typesAndDefaults_arePinned() {
    assertThat(keys())
        .map(KnownKey::toString)
        .containsExactly(
            """
            machines | sections by name |
            machines.*.type | STANDARD or EXPRESS | STANDARD
            machines.*.file | text |
            routes | list of sections |
            routes[].id | text |
            routes[].method | text |
            routes[].path | text |
            routes[].engine | text | embedded
            routes[].machine | text |
            routes[].input | text |
            routes[].key | text |
            routes[].require-idempotency-key | true or false | false
            routes[].wait | time | 5s
            routes[].wait-max | time | 1m
            routes[].accept | list of texts | */*
            routes[].body-inline | size | 128KiB
            routes[].body-max | size | 10MiB
            routes[].files | path |
            routes[].errors | sections by name |
            routes[].errors.*.status | number |
            routes[].errors.*.title | text |
            routes[].show-cause | true or false | false
            routes[].cache-control | text | no-store
            routes[].notify | list of texts |
            schedules | sections by name |
            schedules.*.machine | text |
            schedules.*.timezone | time zone | UTC
            schedules.*.expression | cron, rate or at |
            schedules.*.input | JSON, or an expression as text |
            schedules.*.overlap | skip or allow or cancel | skip
            schedules.*.catch-up | none or last or all | none
            schedules.*.catch-up-within | time | 1d
            schedules.*.catch-up-max | number | 100
            schedules.*.enabled | true or false | true
            tasks.http.request-max | size | 256KiB
            tasks.http.response-max | size | 256KiB
            tasks.http.head-max | size | 16KiB
            tasks.http.connect-timeout | time | 5s
            tasks.http.timeout | time | 1m
            tasks.http.concurrent-calls | number | 64
            tasks.http.allowed-hosts | list of host, *.host or host:port |
            tasks.http.allowed-private | list of address block or host:port |
            tasks.http.connections | sections by name |
            tasks.http.connections.*.basic.user | text |
            tasks.http.connections.*.basic.password-file | path |
            tasks.http.connections.*.identity-token | text |
            tasks.http.connections.*.headers | texts by name |
            tasks.http.connections.*.headers-from-files | paths by name |
            tasks.http.connections.*.query | texts by name |
            tasks.http.connections.*.query-from-files | paths by name |
            tasks.http.connections.*.body | texts by name |
            tasks.http.connections.*.body-from-files | paths by name |
            tasks.http.connections.*.api-key.header | text |
            tasks.http.connections.*.api-key.key-file | path |
            tasks.exec.commands | sections by name |
            tasks.exec.commands.*.argv | list of texts, the program's path first |
            tasks.exec.commands.*.parameters | list of texts |
            tasks.exec.commands.*.pass-environment | list of texts |
            tasks.exec.commands.*.environment | texts by name |
            tasks.exec.commands.*.environment-from-files | paths by name |
            tasks.exec.commands.*.identity-token | text |
            tasks.exec.commands.*.directory | path |
            tasks.exec.commands.*.user-processes-max | number |
            tasks.exec.commands.*.timeout | time | 1m
            tasks.exec.commands.*.input-max | size | 256KiB
            tasks.exec.commands.*.arguments-max | size | 64KiB
            tasks.exec.commands.*.output-max | size | 256KiB
            tasks.exec.commands.*.error-output-max | size | 4KiB
            tasks.exec.concurrent-commands | number | 16
            tasks.exec.grace | time | 2s
            tasks.aws.role-arn | ARN of a role |
            tasks.aws.identity-token | text |
            tasks.aws.region | text |
            tasks.aws.endpoints | addresses by service |
            tasks.mock-file | path |
            notifications.source | text | /stepgate
            notifications.targets | sections by name |
            notifications.targets.*.url | address |
            notifications.targets.*.secret-files | list of one path or two |
            notifications.targets.*.command | text |
            notifications.targets.*.queue | text |
            notifications.callbacks.allowed | list of beginnings of addresses |
            notifications.callbacks.secret-files | list of one path or two |
            notifications.allowed-private | list of address block or host:port |
            notifications.timeout | time | 15s
            notifications.give-up-after | time | 3d
            approvals | sections by name |
            approvals.*.approvers | numbers of people by group |
            approvals.*.people | number | 1
            approvals.*.reason-required | true or false | false
            approvals.*.deadline | time |
            approvals.*.question | text |
            approvals.*.notify | list of texts |
            fastcgi.params-max | size | 128KiB
            fastcgi.params-count-max | number | 256
            fastcgi.param-max | size | 8KiB
            fastcgi.body-max | size | 16MiB
            fastcgi.body-memory | size | 64KiB
            fastcgi.requests-max | number | 1024
            fastcgi.connections-max | number | 4096
            fastcgi.idle-timeout | time | 1m
            fastcgi.drain-limit | time | 20s
            store.queued-writes-max | number | 10000
            store.batch-writes-max | number | 512
            store.readers | number | 2
            store.queued-reads-max | number | 10000
            store.wal-max | size | 64MiB
            store.busy-timeout | time | 1m
            account | text | 123456789012
            region | text | us-east-1
            embedded.compute-threads | number | 0
            embedded.steps-per-turn | number | 500
            embedded.running-tasks | number | 256
            embedded.idle-executions | number | 1000
            embedded.starting-executions | number | 128
            retention.executions | time | 90d
            retention.names | time | 90d
            audit.file-max | size | 64MiB
            audit.retention | time | 365d
            payloads.directory | path | ${state}/payloads
            payloads.size-max | size | 1GiB
            payloads.retention | time | 90d
            access-keys | list of sections |
            access-keys[].id | text |
            access-keys[].account | text | 123456789012
            access-keys[].secret-file | path |
            access-keys[].session-token-file | path |
            access-keys[].name | text |
            access-keys[].issuer | text |
            access-keys[].groups | list of texts |
            api.activity-wait | time | 5s
            api.parked-pollers | number | 512
            identity.issuers | list of sections |
            identity.issuers[].url | text |
            identity.issuers[].audiences | list of texts |
            identity.issuers[].algorithms | list of texts | ES256, PS256, RS256
            identity.issuers[].token-types | list of texts | at+jwt
            identity.issuers[].subject-claim | text | sub
            identity.issuers[].groups-claim | text | groups
            identity.issuers[].scopes-claim | text | scope
            identity.issuers[].claims | list of texts | client_id, azp, preferred_username, name, email
            identity.issuers[].token-age-max | time | 1d
            identity.issuers[].jwks-file | path |
            identity.anonymous | never or loopback |
            identity.resource | URL |
            identity.clock-skew | time | 30s
            identity.stale-keys | time | 1d
            identity.login.issuer | text |
            identity.login.client-id | text |
            identity.login.client-secret-file | path |
            identity.login.scopes | list of texts | openid
            identity.login.session | time | 1h
            limits | sections by name |
            limits.*.subjects | list of texts |
            limits.*.groups | list of texts |
            limits.*.routes | list of texts |
            limits.*.rate | rate |
            limits.*.burst | number | 10
            limits.*.executions | number | 0
            workflow-identity.lifetime | time | 5m
            workflow-identity.issuer | URL |
            """
                .lines()
                .map(line -> line.endsWith("|") ? line + " " : line)
                .toArray(String[]::new));
  }

  @Test
  void keys_areLowerCaseWithDashes() {
    assertThat(keys()).allMatch(key -> key.path().matches("[a-z*-]+(\\[])?(\\.[a-z*-]+(\\[])?)*"));
  }

  @Test
  void page_listsEachKeyWithItsDefault() throws IOException {
    List<String> page = Files.readAllLines(Path.of("src/site/markdown/configuration.md"));

    assertThat(keys())
        .allSatisfy(key ->
            assertThat(page)
                .anyMatch(line ->
                    line.startsWith("| `" + key.path() + "` |")
                        && (key.fallback().isEmpty()
                            || line.contains("| `" + key.fallback() + "` |"))));
  }

  private static List<KnownKey> keys() {
    var keys = new ArrayList<KnownKey>();
    ConfigurationReader.read(
        ConfigurationBundle.of(
            Map.of(
                "stepgate.yaml",
                SAMPLE,
                "machines/a.asl.json",
                "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}")),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")),
        InstantSource.system(),
        keys);
    return keys;
  }
}
