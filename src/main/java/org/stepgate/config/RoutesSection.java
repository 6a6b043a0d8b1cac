package org.stepgate.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.stepgate.routes.BodyConfig;
import org.stepgate.routes.IdempotencyConfig;
import org.stepgate.routes.ReplyConfig;
import org.stepgate.routes.ReplyConfig.ErrorReply;
import org.stepgate.routes.RouteConfig;
import org.stepgate.routes.TargetConfig;
import org.stepgate.routes.WaitConfig;

/// Reads the list `routes`. What a route means is checked by `routes` itself.
final class RoutesSection {
  private static final int LEAST_STATUS = 400;
  private static final int MOST_STATUS = 599;

  private final Directories directories;
  private final Set<String> machines;

  /// Reads routes.
  ///
  /// @param machines the machines of the embedded engine that routes may name
  RoutesSection(Directories directories, Set<String> machines) {
    this.directories = directories;
    this.machines = machines;
  }

  List<RouteConfig> read(Section root) {
    return root.sections("routes", this::route);
  }

  private RouteConfig route(Section section) {
    String id = section.requiredText("id").orElse("");
    String method = section.requiredText("method").orElse("");
    String path = section.requiredText("path").orElse("");
    TargetConfig target = target(section);
    return new RouteConfig(
        id,
        method,
        path,
        target,
        section.text("input").orElse(null),
        idempotency(section),
        waiting(section),
        body(section),
        reply(section));
  }

  private TargetConfig target(Section section) {
    String engine = section.text("engine", TargetConfig.DEFAULT_ENGINE);
    Optional<String> machine =
        engine.equals(TargetConfig.DEFAULT_ENGINE)
            ? machine(section, machines)
            : section.requiredText("machine");
    return new TargetConfig(engine, machine.orElse(""));
  }

  /// The key `machine`, which has to name one of `machines`.
  static Optional<String> machine(Section section, Set<String> machines) {
    Optional<String> machine = section.requiredText("machine");
    machine
        .filter(name -> !machines.contains(name))
        .ifPresent(name ->
            section.fault(
                "machine",
                "machine: there is no state machine '"
                    + name
                    + "'"
                    + Suggestion.hint(name, machines)));
    return machine;
  }

  private static IdempotencyConfig idempotency(Section section) {
    IdempotencyConfig usual = IdempotencyConfig.defaults();
    return new IdempotencyConfig(
        section.text("key").orElse(null),
        section.flag("require-idempotency-key", usual.required()));
  }

  private static WaitConfig waiting(Section section) {
    WaitConfig usual = WaitConfig.defaults();
    return new WaitConfig(
        section.time("wait", usual.usual(), Duration.ZERO, WaitConfig.LIMIT),
        section.time("wait-max", usual.max(), Duration.ZERO, WaitConfig.LIMIT));
  }

  private static BodyConfig body(Section section) {
    BodyConfig usual = BodyConfig.defaults();
    List<String> accept = section.texts("accept", usual.accept());
    return new BodyConfig(
        section.size("body-inline", usual.inlineBytes(), 0, BodyConfig.INLINE_LIMIT_BYTES),
        section.size("body-max", usual.maxBytes(), 0L, 1L << 40),
        accept);
  }

  private ReplyConfig reply(Section section) {
    ReplyConfig usual = ReplyConfig.defaults();
    Optional<Path> files = section.parsed("files", "path", directories::path);
    SequencedMap<String, ErrorReply> errors =
        section.sectionsByName("errors", RoutesSection::error);
    return new ReplyConfig(
        errors,
        section.flag("show-cause", usual.showCause()),
        files.orElse(null),
        section.text("cache-control", usual.cacheControl()),
        section.texts("notify"));
  }

  private static ErrorReply error(Section section) {
    Optional<Integer> status = section.count("status", LEAST_STATUS, MOST_STATUS);
    if (!section.has("status")) {
      section.missing("status");
    }
    return new ErrorReply(status.orElse(MOST_STATUS), section.text("title").orElse(null));
  }
}
