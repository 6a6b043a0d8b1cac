package org.stepgate.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HeaderField;
import org.stepgate.workflow.ExecutionId;

/// Checks and compiles the routes of one configuration, collecting what is wrong with them.
/// Confined to a thread.
final class RouteChecks {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,80}");
  private static final Pattern MEDIA_RANGE =
      Pattern.compile("\\*/\\*|[a-z0-9!#$&^_.+-]+/(?:\\*|[a-z0-9!#$&^_.+-]+)");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final String RESERVED = "stepgate";

  private final Set<String> engines;
  private final Function<String, Expression.Compiled> compiler;
  private final Set<String> ids = new HashSet<>();
  private final PathTrie<Route> trie = new PathTrie<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<RouteFault> faults = new ArrayList<>();
  private int index;

  RouteChecks(Set<String> engines, Function<String, Expression.Compiled> compiler) {
    this.engines = engines;
    this.compiler = compiler;
  }

  /// Checks one more route and takes it if nothing is wrong with it.
  void add(RouteConfig config) {
    int before = faults.size();
    checkNames(config);
    checkIdempotency(config);
    checkLimits(config);
    checkReply(config.reply());
    var pattern = pattern(config.path());
    var input = expression("input", config.input());
    var key = expression("key", config.idempotency().key());
    if (pattern != null && faults.size() == before) {
      take(new Route(config, pattern, input, key));
    }
    index++;
  }

  List<RouteFault> faults() {
    return List.copyOf(faults);
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  PathTrie<Route> trie() {
    return trie;
  }

  private void take(Route route) {
    var other = trie.add(route.config().method(), route.pattern(), route);
    if (other == null) {
      routes.add(route);
    } else {
      fault("path", "route " + other.id() + " has the same method and the same form of path");
    }
  }

  private void checkNames(RouteConfig config) {
    if (!ID.matcher(config.id()).matches()) {
      fault("id", "an id has 1 to 80 letters, digits, dots, underscores and hyphens");
    } else if (!ids.add(config.id())) {
      fault("id", "another route has this id");
    }
    if (!METHODS.contains(config.method())) {
      fault("method", "a route's method is GET, POST, PUT, PATCH or DELETE");
    }
    if (!engines.contains(config.target().engine())) {
      fault("engine", "there is no such engine");
    }
    if (!ExecutionId.isName(config.target().machine())) {
      fault("machine", "this cannot be the name of a state machine");
    }
  }

  private void checkIdempotency(RouteConfig config) {
    var idempotency = config.idempotency();
    if (idempotency.key() == null && config.method().equals("GET")) {
      fault(
          "key",
          "a GET route needs a key, such as $request.path: a reload starts nothing new then");
    }
    if (idempotency.key() != null && idempotency.required()) {
      fault("require-idempotency-key", "a route that has a key does not look at the header");
    }
  }

  private void checkLimits(RouteConfig config) {
    var wait = config.waiting();
    if (wait.max().isNegative() || wait.max().compareTo(WaitConfig.LIMIT) > 0) {
      fault("wait-max", "a wait is 0 to " + WaitConfig.LIMIT.toSeconds() + " seconds long");
    }
    if (wait.usual().isNegative() || wait.usual().compareTo(wait.max()) > 0) {
      fault("wait", "a wait is at least 0 and at most wait-max");
    }
    var body = config.body();
    if (body.inlineBytes() < 0 || body.inlineBytes() > BodyConfig.INLINE_LIMIT_BYTES) {
      fault("body-inline", "expected 0 to " + BodyConfig.INLINE_LIMIT_BYTES + " bytes");
    }
    if (body.maxBytes() < body.inlineBytes()) {
      fault("body-max", "expected at least body-inline");
    }
    if (body.accept().isEmpty()) {
      fault("accept", "expected at least one media type, or */* for any");
    }
    for (var range : body.accept()) {
      if (!MEDIA_RANGE.matcher(range).matches()) {
        fault("accept", "expected lower-case media types such as application/json or text/*");
      }
    }
  }

  private void checkReply(ReplyConfig reply) {
    reply
        .errors()
        .forEach((name, answer) -> {
          if (answer.status() < 400 || answer.status() > 599) {
            fault("errors." + name, "the answer to an error has a status of 400 to 599");
          }
        });
    var files = reply.files();
    if (files != null && !(files.isAbsolute() && files.equals(files.normalize()))) {
      fault("files", "expected an absolute path without . and ..");
    }
    if (!HeaderField.isLegalValue(reply.cacheControl())) {
      fault("cache-control", "a header holds no control characters");
    }
  }

  private @Nullable PathPattern pattern(String text) {
    try {
      var pattern = PathPattern.parse(text);
      if (!pattern.segments().isEmpty()
          && pattern.segments().getFirst().equals(new PathPattern.Segment.Literal(RESERVED))) {
        fault("path", "/" + RESERVED + " is taken by the control API");
        return null;
      }
      return pattern;
    } catch (IllegalArgumentException e) {
      fault("path", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Expression expression(String field, @Nullable String source) {
    if (source == null) {
      return null;
    }
    return switch (compiler.apply(source)) {
      case Expression.Compiled.Usable(var expression) -> expression;
      case Expression.Compiled.Faulty(var message, int offset) -> {
        faults.add(new RouteFault(index, field, message, offset));
        yield null;
      }
    };
  }

  private void fault(String field, String message) {
    faults.add(new RouteFault(index, field, message));
  }
}
