package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void writeSite() throws IOException {
    Files.writeString(
        directory.resolve("stepgate.yaml"),
        "routes:\n  - {id: orders, method: POST, path: /orders, machine: orders}\n");
    Files.createDirectories(directory.resolve("machines"));
    Files.writeString(
        directory.resolve("machines/orders.asl.json"),
        "{\"StartAt\": \"Done\", \"States\": {\"Done\": {\"Type\": \"Succeed\"}}}");
    policies(
        """
        @id("open")
        permit (principal, action == Stepgate::Action::"invoke",
          resource == Stepgate::Route::"orders")
        when { context has sourceAddress && context.sourceAddress.isLoopback() };
        @id("own")
        permit (principal, action in [Stepgate::Action::"read"], resource is Stepgate::Execution)
        when { resource has requester && resource.requester == principal };
        @id("operators")
        permit (principal in Stepgate::Group::"operators", action, resource);
        """);
  }

  private void policies(String text) throws IOException {
    Files.createDirectories(directory.resolve("policies"));
    Files.writeString(directory.resolve("policies/site.cedar"), text);
  }

  private int test(String table, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("cases.yaml"), table);
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    var arguments = new ArrayList<>(List.of("policy", "test"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--config", directory.toString(), file.toString()));
    return line.execute(arguments.toArray(String[]::new));
  }

  private String said() {
    return out.toString().replace(directory + "/", "");
  }

  @Test
  void test_ofARouteThatIsNotThere_isAFaultAndNoDenial() throws IOException {
    int code =
        test(
            """
            - principal: anonymous
              action: invoke
              resource: Route::ordres
              expected: deny
            """);

    assertThat(said()).isEqualTo("cases.yaml:1:3: there is no route 'ordres'\n");
    assertThat(code).isEqualTo(ExitCode.CONFIG);
  }

  @Test
  void test_allCasesAsExpected_isExitCode0() throws IOException {
    int code =
        test(
            """
            - principal: anonymous
              action: invoke
              resource: Route::orders
              source: 127.0.0.1
              expected: allow
              by: [site.cedar#open]
            - principal: anonymous
              action: invoke
              resource: Route::orders
              source: 10.0.0.1
              expected: deny
            - principal: https://idp.example|alice
              action: DescribeExecution
              resource: Execution::embedded:orders:1
              requester: https://idp.example|alice
              expected: allow
            - principal: bob
              action: read
              resource: Execution::embedded:orders:1
              requester: alice
              expected: deny
            - principal: carol
              groups: [operators]
              action: administer
              resource: Machine::embedded:orders
              expected: allow
            """);

    assertThat(said()).isEqualTo("5 cases, none differ\n");
    assertThat(code).isEqualTo(ExitCode.OK);
  }

  @Test
  void test_caseThatDiffers_isToldWithThePoliciesThatDecided() throws IOException {
    int code =
        test(
            """
            - name: strangers order
              principal: anonymous
              action: invoke
              resource: Route::orders
              expected: allow
            - principal: carol
              groups: [operators]
              action: stop
              resource: Execution::embedded:orders:1
              expected: allow
              by: [site.cedar#own]
            """);

    assertThat(said())
        .isEqualTo(
            """
            cases.yaml:1:3: differs: strangers order: deny, no policy says so; expected allow
            cases.yaml:6:3: differs: carol stop Execution::embedded:orders:1: allow by \
            site.cedar#operators; expected allow by site.cedar#own
            2 cases, 2 differ
            """);
    assertThat(code).isEqualTo(ExitCode.FOUND);
  }

  @Test
  void test_ofMachinesOfAnotherAccount_namesThemByIt() throws IOException {
    int code =
        test(
            """
            - principal: carol
              groups: [operators]
              action: stop
              resource: Execution::embedded:222222222222:orders:1
              expected: allow
            - principal: carol
              action: read
              resource: Machine::embedded:222222222222:orders
              expected: deny
            """);

    assertThat(said()).isEqualTo("2 cases, none differ\n");
    assertThat(code).isZero();
  }

  @Test
  void test_withAll_tellsEveryCase() throws IOException {
    test("- {principal: a, action: read, resource: 'Schedule::n', expected: deny}", "--all");

    assertThat(said())
        .isEqualTo(
            "cases.yaml:1:3: a read Schedule::n: deny, no policy says so\n1 case, none differ\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: 1                                                                 | 1:1: a table is a list
          - 7                                                                  | 1:3: a case is an object
          - {principal: a, action: read, resource: 'Route::r'}                 | 1:3: the key expected is missing
          - {principal: a, action: read, resource: 'Route::r', expected: yes}  | 1:64: expected is
          - {principal: a, action: fly, resource: 'Route::r', expected: deny}  | 1:26: there is no action fly
          - {principal: a, action: read, resource: 'Machine::m', expected: deny} | 1:42: expected Route::ID
          - {principal: a, when: now}                                          | 1:18: unknown key when
          - [                                                                  | 1:
          """)
  void test_faultyTable_isSaidWhere(String table, String fault) throws IOException {
    assertThat(test(table)).isEqualTo(ExitCode.CONFIG);
    assertThat(said()).startsWith("cases.yaml:" + fault);
  }

  @Test
  void test_faultyPolicy_isSaidWhere() throws IOException {
    policies("permit (principal, action, resource) when { x };");

    assertThat(test("[]")).isEqualTo(ExitCode.CONFIG);
    assertThat(said()).startsWith("policies/site.cedar:1:45: invalid variable: x");
  }

  @Test
  void test_demoSite_isAsItsTableSays() {
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out));

    int code =
        line.execute(
            "policy",
            "test",
            "--config",
            "test-fixtures/site",
            "test-fixtures/site-policy-tests.yaml");

    assertThat(out.toString()).isEqualTo("14 cases, none differ\n");
    assertThat(code).isEqualTo(ExitCode.OK);
  }
}
