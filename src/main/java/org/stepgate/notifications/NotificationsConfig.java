package org.stepgate.notifications;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import org.stepgate.tasks.AllowedHost;
import org.stepgate.tasks.AllowedPrivate;
import org.stepgate.tasks.HttpTaskConfig;
import org.stepgate.tasks.HttpTaskLimits;

/// Who is told of what happens, and how.
///
/// @param source the `source` of all events
/// @param targets by name
/// @param callbacks which addresses requests may name
/// @param allowedPrivate where addresses that are not public may be called
/// @param timeout how long a receiver may take to answer
/// @param giveUpAfter how long a message is tried
public record NotificationsConfig(
    String source,
    SequencedMap<String, Target> targets,
    Callbacks callbacks,
    List<AllowedPrivate> allowedPrivate,
    Duration timeout,
    Duration giveUpAfter) {
  /// Largest message, in bytes.
  static final int MAX_BYTES = 512 << 10;

  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final Duration CONNECT_TIME = Duration.ofSeconds(5);

  /// Copies the collections.
  public NotificationsConfig {
    targets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(targets));
    allowedPrivate = List.copyOf(allowedPrivate);
  }

  /// Nobody; 15 s; three days.
  public static NotificationsConfig defaults() {
    return new NotificationsConfig(
        "/stepgate",
        new LinkedHashMap<>(),
        Callbacks.NONE,
        List.of(),
        Duration.ofSeconds(15),
        Duration.ofDays(3));
  }

  /// What may be called.
  HttpTaskConfig http() {
    var hosts = new LinkedHashSet<String>();
    for (Target target : targets.values()) {
      if (target instanceof Target.Webhook(URI url, var _, var _)) {
        hosts.add(host(url));
      }
    }
    callbacks.allowed().forEach(url -> hosts.add(host(url)));
    return new HttpTaskConfig(
        new ArrayList<>(hosts).stream().map(AllowedHost::parse).toList(),
        allowedPrivate,
        new LinkedHashMap<>(),
        new HttpTaskLimits(MAX_BYTES, 1, MAX_HEAD_BYTES, CONNECT_TIME, timeout, Outbox.AT_ONCE));
  }

  private static String host(URI url) {
    int usual = "https".equals(url.getScheme()) ? 443 : 80;
    return url.getHost() + ":" + (url.getPort() < 0 ? usual : url.getPort());
  }
}
