package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTextsTest {
  private static final String GOOD = "permit (principal, action, resource);\n";

  @TempDir Path directory;

  @BeforeEach
  void writeMainFile() throws IOException {
    Files.writeString(directory.resolve("stepgate.yaml"), "# empty\n");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve("policies"));
    Files.writeString(directory.resolve("policies").resolve(name), text);
  }

  private Configuration read() {
    return ConfigurationReader.read(
        new ConfigurationDirectory(directory).read(), new Directories(directory, directory));
  }

  private List<String> faults() {
    return catchThrowableOfType(ConfigException.class, this::read).faults().stream()
        .map(Fault::toString)
        .toList();
  }

  @Test
  void read_withoutDirectory_givesNoPolicies() {
    assertThat(read().policies()).isEmpty();
  }

  @Test
  void read_ofAnEmptyDirectory_givesPoliciesThatPermitNothing() throws IOException {
    Files.createDirectory(directory.resolve("policies"));

    var bundle = new ConfigurationDirectory(directory).read();

    assertThat(read().policies()).hasValueSatisfying(files -> assertThat(files.texts()).isEmpty());
    assertThat(ConfigurationBundle.decode(bundle.encode())).isEqualTo(bundle);
  }

  @Test
  void read_ofFiles_givesTheirTexts() throws IOException {
    write("b.cedar", GOOD);
    write("a.cedar", "");
    write(".hidden", "x");
    write("a.cedar~", "x");

    assertThat(read().policies().orElseThrow().texts())
        .containsExactly(Map.entry("policies/a.cedar", ""), Map.entry("policies/b.cedar", GOOD));
  }

  @Test
  void read_ofAFileOfAnotherName_isAFault() throws IOException {
    write("a.cedar.txt", GOOD);

    assertThat(faults())
        .containsExactly("policies/a.cedar.txt:1:1: a file of policies is named NAME.cedar");
  }

  @Test
  void read_ofFaultyPoliciesAndFaultyKeys_tellsAllFaults() throws IOException {
    write("a.cedar", GOOD + "permit (principal, action, resource) when { principal.mail };\n");
    Files.writeString(directory.resolve("stepgate.yaml"), "nonsense: 1\n");

    assertThat(faults())
        .hasSize(2)
        .anyMatch(fault -> fault.startsWith("policies/a.cedar:2:45: attribute `mail`"))
        .anyMatch(fault -> fault.startsWith("stepgate.yaml:1:1:"));
  }

  @Test
  void readStored_ofFaultyPolicies_takesThem() throws IOException {
    write("a.cedar", "permit");

    var bundle = new ConfigurationDirectory(directory).read();

    assertThat(
            ConfigurationReader.readStored(bundle, new Directories(directory, directory))
                .policies())
        .isPresent();
  }
}
