package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.routes.RouteConfig;

class RouteTablesTest {
  private static final String DEFINITION =
      """
      {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
      """;

  @Test
  void read_ofGoodRoutes_givesTheirTable() {
    var configuration =
        read(
            """
            routes:
              - {id: a, method: POST, path: /a, machine: m}
              - {id: b, method: GET, path: "/b/{name}", machine: m, key: $request.path}
            """);

    assertThat(configuration.routeTable().routes())
        .isEqualTo(configuration.routes())
        .extracting(RouteConfig::id)
        .containsExactly("a", "b");
  }

  @Test
  void read_ofTheSameFilesTwice_givesEqualConfigurations() {
    String text = "routes: [{id: a, method: POST, path: /a, machine: m}]";
    String other = "routes: [{id: b, method: POST, path: /a, machine: m}]";

    assertThat(read(text)).isEqualTo(read(text)).hasSameHashCodeAs(read(text));
    assertThat(read(text)).isNotEqualTo(read(other));
  }

  @Test
  void read_ofFaultyRoutes_reportsEachAtItsKey() {
    assertThat(
            faults(
                """
                routes:
                  - id: a b
                    method: get
                    path: stock
                    engine: aws
                    machine: m
                    wait: 10s
                    wait-max: 5s
                  - id: b
                    method: GET
                    path: /b
                    machine: n
                  - id: b
                    method: GET
                    path: /stepgate/x
                    machine: m
                    key: "'x'"
                    files: /srv
                  - {path: ""}
                """))
        .isEqualTo(
            """
            stepgate.yaml:2:9: id: an id has 1 to 80 letters, digits, dots, underscores and hyphens
            stepgate.yaml:3:13: method: a route's method is GET, POST, PUT, PATCH or DELETE
            stepgate.yaml:4:11: path: a path starts with /
            stepgate.yaml:5:13: engine: there is no such engine
            stepgate.yaml:7:11: wait: a wait is at least 0 and at most wait-max
            stepgate.yaml:9:5: key: a GET route needs a key, such as $request.path: a reload starts nothing new then
            stepgate.yaml:12:14: machine: there is no state machine 'n'; 'm' is meant?
            stepgate.yaml:13:9: id: another route has this id
            stepgate.yaml:15:11: path: /stepgate is taken by the control API
            stepgate.yaml:19:5: 'id' is missing
            stepgate.yaml:19:5: 'machine' is missing
            stepgate.yaml:19:5: 'method' is missing
            stepgate.yaml:19:5: 'path' is missing\
            """);
  }

  @Test
  void read_ofFaultyExpressions_pointsIntoThem() {
    assertThat(
            faults(
                    """
                    routes:
                      - {id: a, method: POST, path: /a, machine: m, input: "$body.(1"}
                      - id: b
                        method: POST
                        path: /b
                        machine: m
                        key: $body ! 1
                        input: |
                          (
                            $a := 1;
                            $a ! 2
                          )
                    """)
                .lines()
                .map(line -> line.replaceFirst("(: [a-z]+: ).*", "$1")))
        .containsExactly(
            "stepgate.yaml:2:65: input: ",
            "stepgate.yaml:7:17: key: ",
            "stepgate.yaml:11:13: input: ");
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(Map.of("stepgate.yaml", text, "machines/m.asl.json", DEFINITION)),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  private static String faults(String text) {
    return catchThrowableOfType(ConfigException.class, () -> read(text)).getMessage();
  }
}
