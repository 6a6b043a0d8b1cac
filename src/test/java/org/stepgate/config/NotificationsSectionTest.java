package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.notifications.Callbacks;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.notifications.Target;
import org.stepgate.tasks.AllowedPrivate;

class NotificationsSectionTest {
  @Test
  void read_takesEachKey() {
    var configuration =
        read(
            """
            tasks:
              exec:
                commands:
                  mail: {argv: [/bin/true]}
            notifications:
              source: https://flow.example.com/
              targets:
                chat:
                  url: https://chat.example.com/hook
                  secret-files: ['${config}/old', '${config}/new']
                mail: {command: mail}
                ends: {queue: https://sqs.example/1/ends}
              callbacks:
                allowed: [https://ci.example.com/hooks/]
                secret-files: [/run/ci]
              allowed-private: [10.0.0.0/8]
              timeout: 3s
              give-up-after: 5d
            approvals:
              release:
                approvers: {release: 1}
                notify: [chat, mail]
            """);

    var targets = new LinkedHashMap<String, Target>();
    targets.put(
        "chat",
        new Target.Webhook(
            URI.create("https://chat.example.com/hook"),
            List.of(Path.of("/etc/stepgate/old"), Path.of("/etc/stepgate/new"))));
    targets.put("mail", new Target.Command("mail"));
    targets.put("ends", new Target.Queue("https://sqs.example/1/ends"));
    assertThat(configuration.notifications())
        .isEqualTo(
            new NotificationsConfig(
                "https://flow.example.com/",
                targets,
                new Callbacks(
                    List.of(URI.create("https://ci.example.com/hooks/")),
                    List.of(Path.of("/run/ci"))),
                List.of(AllowedPrivate.parse("10.0.0.0/8")),
                Duration.ofSeconds(3),
                Duration.ofDays(5)));
    assertThat(configuration.approvals().get("release").tells()).containsExactly("chat", "mail");
  }

  @Test
  void read_ofFaultyNotifications_reportsEachAtItsPlace() {
    assertThat(
            faults(
                """
                notifications:
                  targets:
                    a: {url: "ftp://a/"}
                    b: {url: "https://b/"}
                    c: {command: mail}
                    d: {queue: q, command: mail}
                    e: {}
                  callbacks:
                    allowed: [https://ci.example.com/hooks/]
                  timeout: 6m
                approvals:
                  release:
                    approvers: {release: 1}
                    notify: [chat]
                routes:
                  - {id: r, method: POST, path: /r, machine: m, notify: [chat]}
                """))
        .isEqualTo(
            """
            stepgate.yaml:3:14: expected an address such as https://ci.example.com/hooks/1, got \
            'ftp://a/'
            stepgate.yaml:4:8: a webhook has one secret, or two
            stepgate.yaml:5:18: command: there is no command 'mail'
            stepgate.yaml:6:5: a target has one of url, command and queue
            stepgate.yaml:7:5: a target has one of url, command and queue
            stepgate.yaml:9:5: callbacks have one secret, or two
            stepgate.yaml:10:12: timeout: expected 1s to 5m
            stepgate.yaml:14:13: notify: there is no target 'chat' in notifications
            stepgate.yaml:16:57: notify: there is no target 'chat' in notifications\
            """);
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(
            Map.of(
                "stepgate.yaml",
                text,
                "machines/m.asl.json",
                "{\"StartAt\": \"Done\", \"States\": {\"Done\": {\"Type\": \"Succeed\"}}}")),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  private static String faults(String text) {
    return catchThrowableOfType(ConfigException.class, () -> read(text)).getMessage();
  }
}
