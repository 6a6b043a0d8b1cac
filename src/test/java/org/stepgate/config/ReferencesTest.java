package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one part of a configuration names, and another one has to have.
class ReferencesTest {
  private static final Directories DIRECTORIES = new Directories(Path.of("/c"), Path.of("/s"));
  private static final String MAIN =
      """
      routes:
        - {id: orders, method: POST, path: /orders, machine: orders}
      schedules:
        nightly: {machine: orders, expression: rate(1 day)}
      tasks:
        exec:
          commands:
            checksum: {argv: [/bin/true]}
      approvals:
        release:
          approvers: {security: 1}
      identity:
        issuers:
          - {url: "https://idp.example", audiences: [stepgate]}
      """;

  private final Map<String, String> files = new TreeMap<>();

  @BeforeEach
  void writeGoodFiles() {
    files.put("stepgate.yaml", MAIN);
    files.put("policies/", "");
    files.put(
        "machines/orders.asl.json", task("arn:aws:states:us-east-1:123456789012:activity:release"));
  }

  private static String task(String resource) {
    return """
    {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
      "Resource": "%s"}}}
    """
        .formatted(resource);
  }

  private static String exec(String arguments) {
    return """
    {"StartAt": "All", "States": {"All": {"Type": "Map", "End": true, "ItemProcessor": {
      "StartAt": "Run", "States": {"Run": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Do", "States": {"Do": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::stepgate:exec",
          %s}}}]}}}}}}
    """
        .formatted(arguments);
  }

  private List<String> warnings() {
    var bundle = ConfigurationBundle.of(files);
    return Warnings.of(bundle, ConfigurationReader.read(bundle, DIRECTORIES)).stream()
        .map(Fault::toString)
        .toList();
  }

  @Test
  void warnings_ofAScheduleOfADayThatNeverComes_sayThatItNeverTicks() {
    files.put("stepgate.yaml", MAIN.replace("rate(1 day)", "0 0 31 2 *"));
    assertThat(warnings())
        .containsExactly("stepgate.yaml:4:42: it never ticks: there is no such day");

    files.put("stepgate.yaml", MAIN.replace("rate(1 day)", "0 0 29 2 *"));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void warnings_ofASiteWithoutPolicies_sayWhatThatMeans() {
    files.remove("policies/");

    assertThat(warnings())
        .containsExactly(
            "policies:1:1: there is no such directory: without --demo everything is denied");
  }

  @Test
  void warnings_ofTextsThatLookLikePaths_areThoseOfAws() {
    files.put(
        "machines/orders.asl.json",
        """
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:us-east-1:123456789012:activity:release",
          "Parameters": {"sku": "$.sku", "quantity.$": "$.quantity"}}}}
        """);

    assertThat(warnings())
        .containsExactly(
            "machines/orders.asl.json:3:25: NO_DOLLAR: The value of 'sku' looks like a path or the"
                + " call of an intrinsic function; to use it as one, name the field 'sku.$' at"
                + " /States/Ask/Parameters/sku");
  }

  @Test
  void warnings_ofWhatIsNotOnThisHost_nameProgramsAndSecrets(@TempDir Path host)
      throws IOException {
    Path script = Files.writeString(host.resolve("script"), "#!/bin/sh\n");
    files.put(
        "stepgate.yaml",
        MAIN.replace(
                "checksum: {argv: [/bin/true]}\n",
                "gone: {argv: [HOST/gone]}\n      script: {argv: [HOST/script]}\n")
            .concat(
                """
                notifications:
                  targets:
                    chat: {url: "https://chat.example", secret-files: [HOST/secret]}
                """)
            .replace("HOST", host.toString()));

    assertThat(warnings().stream().map(text -> text.substring(text.indexOf(' ') + 1)))
        .containsExactly(
            "there is no program " + host.resolve("gone") + " on this host",
            script + " is not executable: chmod +x makes it so",
            "there is no file " + host.resolve("secret") + " on this host");
  }

  private String fault() {
    return catchThrowableOfType(
            ConfigException.class,
            () -> ConfigurationReader.read(ConfigurationBundle.of(files), DIRECTORIES))
        .getMessage();
  }

  private void policy(String condition) {
    files.put(
        "policies/p.cedar", "permit (principal, action, resource)\nwhen { " + condition + " };\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "resource == Stepgate::Route::\"ordres\" => 20: there is no route 'ordres'; 'orders' is"
            + " meant?",
        "resource == Stepgate::Schedule::\"x\" => 20: there is no schedule 'x'",
        "resource == Stepgate::Route::\"/docs\" => 20: the id of a folder is /NAME/, got '/docs'",
        "resource == Stepgate::Machine::\"orders\" => 20: the id of a state machine is ENGINE:NAME,"
            + " got 'orders'",
        "resource == Stepgate::Machine::\"embedded:\" => 20: the id of a state machine is"
            + " ENGINE:NAME, got 'embedded:'",
        "resource == Stepgate::Execution::\"embedded:a\" => 20: the id of an execution is"
            + " ENGINE:MACHINE:NAME, got 'embedded:a'",
        "principal == Stepgate::User::\"bob\" => 21: the id of a user is ISSUER|SUBJECT, got 'bob'",
      })
  void read_ofAPolicyThatNamesWhatCannotBe_isAFaultThere(String condition, String fault) {
    policy(condition);

    assertThat(fault()).isEqualTo("policies/p.cedar:2:" + fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource == Stepgate::Machine::\"embedded:222222222222:any\"",
        "resource == Stepgate::Execution::\"embedded:222222222222:any:e\"",
        "resource is Stepgate::Machine && resource.name == \"222222222222:any\"",
      })
  void check_ofAPolicyThatNamesWhatAnotherAccountHas_saysNothing(String condition) {
    policy(condition);

    assertThat(warnings()).noneMatch(warning -> warning.contains("policies/p.cedar"));
  }

  @Test
  void read_ofAForbidForAnUnknownRoute_isAFaultToo() {
    files.put(
        "policies/p.cedar",
        """
        permit (principal, action, resource);
        forbid (principal, action, resource == Stepgate::Route::"order");
        """);

    assertThat(fault())
        .isEqualTo("policies/p.cedar:2:40: there is no route 'order'; 'orders' is meant?");
  }

  @Test
  void readStored_ofAPolicyAndACommandThatNameWhatIsNotThere_takesThem() {
    policy("resource == Stepgate::Route::\"gone\"");
    files.put("machines/a.asl.json", exec("\"Parameters\": {\"Command\": \"gone\"}"));

    var read = ConfigurationReader.readStored(ConfigurationBundle.of(files), DIRECTORIES);

    assertThat(read.machines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "resource == Stepgate::Machine::\"embedded:order\" => 20: there is no state machine"
            + " 'embedded:order'; 'embedded:orders' is meant?",
        "resource in Stepgate::Machine::\"aws:orders\" => 20: there is no state machine"
            + " 'aws:orders'",
        "resource is Stepgate::Machine && resource.name == \"order\" => 58: there is no state"
            + " machine 'order'; 'orders' is meant?",
        "resource == Stepgate::Execution::\"embedded:order:a\" => 20: there is no state machine"
            + " 'embedded:order'; 'embedded:orders' is meant?",
        "principal.issuer == \"https://idp.exmaple\" => 28: there is no issuer"
            + " 'https://idp.exmaple'; 'https://idp.example' is meant?",
        "principal == Stepgate::User::\"https://other|auth0|7\" => 21: there is no issuer"
            + " 'https://other'",
        "resource == Stepgate::Account::\"123456789013\" => 20: the account of this site is"
            + " 123456789012",
        "resource is Stepgate::Approval && resource.activity == \"relase\" => 63: there is no"
            + " approval of 'relase'; 'release' is meant?",
        "principal in Stepgate::Group::\"securty\" => 21: the group 'securty' is named only here;"
            + " 'security' is meant?",
      })
  void warnings_ofAPolicyThatNamesWhatIsNotKnown_tellThePlace(String condition, String warning) {
    policy(condition);

    assertThat(warnings()).contains("policies/p.cedar:2:" + warning);
  }

  @Test
  void warnings_ofAPolicyThatNamesWhatThereIs_areNone() {
    policy(
        """
        principal == Stepgate::User::"https://idp.example|alice"
          || principal.issuer == "stepgate:anonymous"
          || principal.issuer == "http://localhost/stepgate/demo"
          || ["https://idp.example"].contains(principal.issuer)
          || principal in Stepgate::Group::"security" || principal in Stepgate::Group::"others"
          || resource == Stepgate::Route::"orders" || resource == Stepgate::Schedule::"nightly"
          || resource == Stepgate::Route::"/docs/"
          || resource == Stepgate::Machine::"embedded:orders"
          || (resource is Stepgate::Execution && resource in Stepgate::Machine::"embedded:orders")
          || resource == Stepgate::Account::"123456789012"
          || (resource is Stepgate::Approval && resource.activity == "release")\
        """);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void warnings_ofGroupsThatDifferInANumber_areNone() {
    policy("principal in Stepgate::Group::\"team1\" || principal in Stepgate::Group::\"team2\"");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void warnings_ofAGroupOfLimits_tellThePlace() {
    files.put("stepgate.yaml", MAIN + "limits:\n  few: {groups: [securiti], rate: 1/s}\n");

    assertThat(warnings())
        .contains(
            "stepgate.yaml:16:17: the group 'securiti' is named only here; 'security' is meant?",
            "stepgate.yaml:11:17: the group 'security' is named only here; 'securiti' is meant?");
  }

  @Test
  void warnings_ofAnApprovalThatNoMachineAsksFor_tellThePlace() {
    files.put(
        "machines/orders.asl.json", task("arn:aws:states:us-east-1:123456789012:activity:relaese"));

    assertThat(warnings())
        .containsExactly(
            "stepgate.yaml:10:3: no state machine here has a task of the activity 'release';"
                + " 'relaese' is meant?");
  }

  @Test
  void read_ofATaskThatRunsAnUnknownCommand_isAFaultWhereverItIs() {
    files.put("machines/a.asl.json", exec("\"Parameters\": {\"Command\": \"checksums\"}"));

    assertThat(fault())
        .isEqualTo(
            "machines/a.asl.json:5:33: there is no command 'checksums' in tasks.exec.commands;"
                + " 'checksum' is meant?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "\"Parameters\": {\"Command\": \"checksum\"}",
        "\"Parameters\": {\"Command.$\": \"$.command\"}",
        "\"QueryLanguage\": \"JSONata\", \"Arguments\": {\"Command\": \"{% $states.input.c %}\"}",
      })
  void read_ofATaskThatRunsAKnownOrComputedCommand_isFine(String arguments) {
    files.put("machines/a.asl.json", exec(arguments));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void read_ofAFaultyCommand_isOneFaultOnly() {
    files.put("stepgate.yaml", MAIN.replace("[/bin/true]", "[/bin/true], timeout: 7"));
    files.put("machines/a.asl.json", exec("\"Parameters\": {\"Command\": \"checksum\"}"));

    assertThat(fault()).startsWith("stepgate.yaml:8:").doesNotContain("\n");
  }
}
