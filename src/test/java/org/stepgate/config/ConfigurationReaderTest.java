package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stepgate.tasks.TaskRegistry;
import org.stepgate.workflow.MachineType;

class ConfigurationReaderTest {
  private static final String DEFINITION =
      """
      {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
      """;

  private final Map<String, String> files = new TreeMap<>();

  @Test
  void read_ofFilesInMachines_namesMachinesAfterThem() {
    files.put("stepgate.yaml", "# nothing");
    files.put("machines/b.asl.json", DEFINITION);
    files.put("machines/a.asl.yaml", "StartAt: Done\nStates:\n  Done: {Type: Succeed}\n");

    var machines = read().machines();

    assertThat(machines).extracting(MachineConfig::name).containsExactly("a", "b");
    assertThat(machines).extracting(MachineConfig::type).containsOnly(MachineType.STANDARD);
    assertThat(machines.get(1).definition()).isEqualTo(DEFINITION);
    assertThat(machines.getFirst().definition()).startsWith("{\n  \"StartAt\": \"Done\"");
  }

  @Test
  void read_ofTheSection_setsTypeAndFile() {
    files.put(
        "stepgate.yaml",
        """
        machines:
          b:
            type: EXPRESS
          c:
            file: machines/other.asl.json
          d:
        """);
    files.put("machines/b.asl.json", DEFINITION);
    files.put("machines/d.asl.json", DEFINITION);
    files.put("machines/other.asl.json", DEFINITION);

    assertThat(read().machines())
        .extracting(machine -> machine.name() + " " + machine.type())
        .containsExactly("b EXPRESS", "c STANDARD", "d STANDARD");
  }

  @Test
  void read_ofManyFaults_reportsAllWithTheirPlaces() {
    files.put(
        "stepgate.yaml",
        """
        machins: {}
        machines:
          b:
            type: FAST
            fiel: x
          c: 7
          none:
          twice:
          other:
            file: ../../etc/passwd
        """);
    files.put("machines/b.asl.json", DEFINITION);
    files.put("machines/broken.asl.json", "{\n  \"StartAt\": ,\n}");
    files.put("machines/twice.asl.json", DEFINITION);
    files.put("machines/twice.asl.yaml", "{}");
    files.put("machines/same.asl.json", DEFINITION);
    files.put("machines/same.asl.yml", "{}");

    assertFaults(
        """
        machines/same.asl.yml:1:1: another file defines the machine 'same' already
        stepgate.yaml:1:1: unknown key 'machins'; 'machines' is meant?
        stepgate.yaml:4:11: type: expected STANDARD or EXPRESS, got 'FAST'
        stepgate.yaml:5:5: unknown key 'fiel'; 'file' is meant?
        stepgate.yaml:6:3: there is no machines/c.asl.json
        stepgate.yaml:6:6: expected keys and values, got 7
        stepgate.yaml:7:3: there is no machines/none.asl.json
        stepgate.yaml:8:3: more than one file defines 'twice': machines/twice.asl.json, \
        machines/twice.asl.yaml
        stepgate.yaml:10:11: file: there is no definition '../../etc/passwd' in this directory
        """,
        "machines/broken.asl.json:2:14: ");
  }

  @Test
  void read_ofKeysWithoutABlank_saysWhatIsMissing() {
    files.put(
        "stepgate.yaml",
        """
        api: {x:1}
        tasks:
          http:timeout
        limits: {few: {rate:1/s}}
        fastcgi: {spool: "http://example.org"}
        """);

    assertThat(fault())
        .contains(
            "stepgate.yaml:1:7: unknown key 'x:1'; a blank has to follow the colon of a key\n")
        .contains("got 'http:timeout'; a blank has to follow the colon of a key\n")
        .contains(" unknown key 'rate:1/s'; a blank has to follow the colon of a key\n");
  }

  @Test
  void read_ofFaultyDefinitions_reportsEachFaultWithTheRest() {
    files.put("stepgate.yaml", "routes: [{id: r, method: POST, path: /r, machine: a, kee: x}]\n");
    files.put(
        "machines/a.asl.json",
        """
        {"StartAt": "Call", "States": {
          "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:flyAway", "Next": "Gone"}}}
        """);
    files.put(
        "machines/b.asl.yaml",
        """
        StartAt: Done
        States:
          Done:
            Type: Succeed
            Nxt: Done
        """);

    assertThat(fault())
        .isEqualTo(
            """
            machines/a.asl.json:1:1: MISSING_END_STATE: Workflow has no terminal state at /
            machines/a.asl.json:2:40: SCHEMA_VALIDATION_FAILED: The resource provided \
            arn:aws:states:::sqs:flyAway is not recognized at /States/Call/Resource
            machines/a.asl.json:2:80: MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at \
            /States/Call/Next
            machines/b.asl.yaml:5:5: SCHEMA_VALIDATION_FAILED: Field 'Nxt' is not supported at \
            /States/Done
            stepgate.yaml:1:54: unknown key 'kee'; 'key' is meant?\
            """);
  }

  @Test
  void read_ofTaskResources_acceptsThoseThatTasksHas() {
    files.put("stepgate.yaml", "# nothing");
    for (String resource : TaskRegistry.KNOWN) {
      files.put(
          "machines/a.asl.json",
          """
          {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "%s", "End": true}}}
          """
              .formatted(resource));

      assertThat(read().machines()).hasSize(1);
    }
  }

  @Test
  void read_ofTextThatIsNoYaml_saysWhere() {
    files.put("stepgate.yaml", "a: 1\nb: [\n");

    assertThat(fault()).isEqualTo("stepgate.yaml:2:4: the '[' that begins here is not closed");
  }

  @Test
  void read_ofAListInPlaceOfSections_saysSo() {
    files.put("stepgate.yaml", "- 1\n");

    assertThat(fault()).isEqualTo("stepgate.yaml:1:1: expected keys and values, got a list");
  }

  @Test
  void read_ofTheSameKeyTwice_saysSo() {
    files.put("stepgate.yaml", "machines: {}\nmachines: {}\n");

    assertThat(fault()).contains("stepgate.yaml:2:1: ").contains("twice");
  }

  @Test
  void read_ofYamlAnchors_isRefused() {
    files.put("stepgate.yaml", "machines: &a {}\n");

    assertThat(fault()).contains("anchors");
  }

  @Test
  void read_withoutTheMainFile_saysSo() {
    assertThat(fault()).isEqualTo("stepgate.yaml:1:1: there is no such file");
  }

  @Test
  void readStored_ofADefinitionThatIsRefusedNow_keepsIt() {
    files.put("stepgate.yaml", "machines: {}\n");
    files.put("machines/Old.asl.json", "{\"StartAt\":\"A\"}");

    assertThat(fault()).contains("These fields are required: [States]");
    var stored =
        ConfigurationReader.readStored(
            ConfigurationBundle.of(files),
            new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));

    assertThat(stored.machines())
        .extracting(MachineConfig::definition)
        .containsExactly("{\"StartAt\":\"A\"}");
  }

  private Configuration read() {
    return ConfigurationReader.read(
        ConfigurationBundle.of(files),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  private String fault() {
    return catchThrowableOfType(ConfigException.class, this::read).getMessage();
  }

  private void assertFaults(String expected, String start) {
    var faults = fault().lines().toList();
    assertThat(faults.stream().filter(fault -> !fault.startsWith(start)))
        .containsExactlyElementsOf(expected.lines().toList());
    assertThat(faults).anyMatch(fault -> fault.startsWith(start));
  }
}
