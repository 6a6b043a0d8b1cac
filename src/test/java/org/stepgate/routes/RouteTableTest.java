package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.routes.ReplyConfig.ErrorReply;

class RouteTableTest {
  private static final RouteConfig GOOD = RouteConfig.of("orders", "POST", "/orders", "Orders");

  static Stream<Arguments> faulty() {
    return Stream.of(
        fault("id", r -> named(r, "")),
        fault("id", r -> named(r, "a b")),
        fault("id", r -> named(r, "a".repeat(81))),
        fault("method", r -> RouteConfig.of("r", "post", "/r", "M")),
        fault("method", r -> RouteConfig.of("r", "HEAD", "/r", "M")),
        fault("method", r -> RouteConfig.of("r", "OPTIONS", "/r", "M")),
        fault("path", r -> RouteConfig.of("r", "POST", "r", "M")),
        fault("path", r -> RouteConfig.of("r", "POST", "/stepgate", "M")),
        fault("path", r -> RouteConfig.of("r", "POST", "/stepgate/{x+}", "M")),
        fault("machine", r -> RouteConfig.of("r", "POST", "/r", "a:b")),
        fault("engine", r -> r.withTarget(new TargetConfig("aws", "M"))),
        fault("input", r -> r.withInput("!bad")),
        fault("key", r -> r.withKey("!bad")),
        fault("key", r -> RouteConfig.of("r", "GET", "/r", "M")),
        fault("require-idempotency-key", r -> r.withIdempotency(new IdempotencyConfig("a", true))),
        fault("wait", r -> waits(r, -1, 10)),
        fault("wait", r -> waits(r, 11, 10)),
        fault("wait-max", r -> waits(r, 1, 301)),
        fault("body-inline", r -> body(r, -1, 10, "*/*")),
        fault("body-inline", r -> body(r, 262_145, 300_000, "*/*")),
        fault("body-max", r -> body(r, 11, 10, "*/*")),
        fault("accept", r -> r.withBody(new BodyConfig(1, 1, List.of()))),
        fault("accept", r -> body(r, 1, 1, "json")),
        fault("accept", r -> body(r, 1, 1, "*/json")),
        fault("accept", r -> body(r, 1, 1, "Application/JSON")),
        fault("errors.Bad", r -> errors(r, "Bad", 399)),
        fault("errors.Bad", r -> errors(r, "Bad", 600)),
        fault("files", r -> files(r, "relative")),
        fault("files", r -> files(r, "/srv/../etc")),
        fault(
            "cache-control",
            r -> r.withReply(ReplyConfig.defaults().withCacheControl("a\r\nb: c"))));
  }

  static Stream<Arguments> usable() {
    return Stream.of(
        good(r -> named(r, "a".repeat(80))),
        good(r -> RouteConfig.of("r", "GET", "/{any+}", "M").withKey("$request.path")),
        good(r -> RouteConfig.of("r", "DELETE", "/", "M")),
        good(r -> waits(r, 0, 0)),
        good(r -> waits(r, 300, 300)),
        good(r -> body(r, 0, 0, "text/*")),
        good(r -> body(r, 262_144, 262_144, "application/ld+json")),
        good(r -> errors(r, "Bad", 400)),
        good(r -> errors(r, "Bad", 599)),
        good(r -> files(r, "/srv/files")));
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void build_faultyRoute_namesIndexAndField(String field, UnaryOperator<RouteConfig> change) {
    var built = build(List.of(RouteConfig.of("first", "POST", "/first", "M"), change.apply(GOOD)));

    assertThat(built)
        .isInstanceOfSatisfying(
            RouteTable.Built.Faulty.class,
            faulty -> {
              assertThat(faulty.faults()).extracting(RouteFault::field).containsExactly(field);
              assertThat(faulty.faults()).extracting(RouteFault::index).containsExactly(1);
            });
  }

  @ParameterizedTest
  @MethodSource("usable")
  void build_routeAtItsLimits_isUsable(UnaryOperator<RouteConfig> change) {
    var route = change.apply(GOOD);

    assertThat(build(List.of(route)))
        .isInstanceOfSatisfying(
            RouteTable.Built.Usable.class,
            usable -> assertThat(usable.table().routes()).containsExactly(route));
  }

  @Test
  void build_manyFaults_reportsThemAll() {
    var routes =
        List.of(
            RouteConfig.of("a", "POST", "/x/{one}", "M"),
            RouteConfig.of("a", "POST", "/y", "M").withInput("!bad").withKey("!bad"),
            RouteConfig.of("b", "POST", "/x/{two}", "M"),
            RouteConfig.of("", "PATCH ", "z", ":"));

    var built = (RouteTable.Built.Faulty) build(routes);

    assertThat(built.faults())
        .extracting(fault -> fault.index() + " " + fault.field())
        .containsExactly(
            "1 id", "1 input", "1 key", "2 path", "3 id", "3 method", "3 machine", "3 path");
    assertThat(built.faults().get(1).offset()).isEqualTo(3);
  }

  @Test
  void byId_routeOfTheTable_isFound() {
    var table = ((RouteTable.Built.Usable) build(List.of(GOOD))).table();

    assertThat(table.byId("orders").map(Route::config)).contains(GOOD);
    assertThat(table.byId("other")).isEmpty();
  }

  private static RouteTable.Built build(List<RouteConfig> routes) {
    return RouteTable.compiled(routes, Set.of("embedded"), RouteTableTest::compile);
  }

  private static Expression.Compiled compile(String source) {
    return source.startsWith("!")
        ? new Expression.Compiled.Faulty("no expression", 3)
        : new Expression.Compiled.Usable((_, _, _) -> Optional.of(new JsonString(source)));
  }

  private static Arguments fault(String field, UnaryOperator<RouteConfig> change) {
    return Arguments.of(field, change);
  }

  private static Arguments good(UnaryOperator<RouteConfig> change) {
    return Arguments.of(change);
  }

  private static RouteConfig named(RouteConfig route, String id) {
    return RouteConfig.of(id, route.method(), route.path(), route.target().machine());
  }

  private static RouteConfig waits(RouteConfig route, long usual, long max) {
    return route.withWait(new WaitConfig(Duration.ofSeconds(usual), Duration.ofSeconds(max)));
  }

  private static RouteConfig body(RouteConfig route, int inline, long max, String accept) {
    return route.withBody(new BodyConfig(inline, max, new ArrayList<>(List.of(accept))));
  }

  private static RouteConfig errors(RouteConfig route, String name, int status) {
    Map<String, ErrorReply> errors = new LinkedHashMap<>();
    errors.put(name, new ErrorReply(status, null));
    return route.withReply(ReplyConfig.defaults().withErrors(errors));
  }

  private static RouteConfig files(RouteConfig route, String folder) {
    return route.withReply(ReplyConfig.defaults().withFiles(Path.of(folder)));
  }
}
