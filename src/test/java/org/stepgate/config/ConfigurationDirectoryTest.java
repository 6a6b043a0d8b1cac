package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationDirectoryTest {
  private static final String REFUSED_FOR_ALL = "everybody may write it";

  @TempDir Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(directory.resolve("machines"));
    Files.writeString(directory.resolve("stepgate.yaml"), "# empty\n");
    Files.writeString(directory.resolve("machines/orders.asl.json"), "{}");
    Files.writeString(directory.resolve("machines/reports.asl.yaml"), "a: 1\n");
  }

  @Test
  void read_ofGoodFiles_givesTheirTextsByPath() {
    var bundle = new ConfigurationDirectory(directory).read();

    assertThat(bundle.files())
        .containsExactly(
            Map.entry("machines/orders.asl.json", "{}"),
            Map.entry("machines/reports.asl.yaml", "a: 1\n"),
            Map.entry("stepgate.yaml", "# empty\n"));
  }

  @Test
  void read_withoutMachines_givesTheMainFile() throws IOException {
    Files.delete(directory.resolve("machines/orders.asl.json"));
    Files.delete(directory.resolve("machines/reports.asl.yaml"));
    Files.delete(directory.resolve("machines"));

    assertThat(new ConfigurationDirectory(directory).read().files()).containsKey("stepgate.yaml");
  }

  @Test
  void read_throughALinkToTheDirectory_isAccepted(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("current"), directory);

    assertThat(new ConfigurationDirectory(link).read().files()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "stepgate.yaml", "machines", "machines/orders.asl.json"})
  void t39_ofSomethingThatEverybodyMayWrite_isRefused(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(faults()).singleElement().asString().startsWith(name + ":1:1: " + REFUSED_FOR_ALL);
  }

  @Test
  void read_ofAFileThatTheGroupMayWrite_isAccepted() throws IOException {
    Files.setPosixFilePermissions(
        directory.resolve("stepgate.yaml"), PosixFilePermissions.fromString("rw-rw-r--"));

    assertThat(new ConfigurationDirectory(directory).read().files()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stepgate.yaml", "machines", "machines/orders.asl.json"})
  void t39_ofASymbolicLink_isRefused(String name) throws IOException {
    Path moved = directory.resolve("moved");
    Files.move(directory.resolve(name), moved);
    Files.createSymbolicLink(directory.resolve(name), moved);

    assertThat(faults()).singleElement().asString().contains(name + ":1:1: is a symbolic link");
  }

  @Test
  void t39_ofAnotherUsersFile_isRefused() throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "skipped: only root can give a file away");
    Files.setAttribute(directory.resolve("stepgate.yaml"), "unix:uid", 65534);

    assertThat(faults()).singleElement().asString().contains("belongs to user 65534");
  }

  @Test
  void read_withoutTheMainFile_saysSo() throws IOException {
    Files.delete(directory.resolve("stepgate.yaml"));

    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith("stepgate.yaml:1:1: there is no such file in ");
  }

  @Test
  void read_ofNoDirectory_saysSo() {
    var e =
        catchThrowableOfType(
            ConfigException.class,
            () -> new ConfigurationDirectory(directory.resolve("none")).read());

    assertThat(e).hasMessageContaining("none:1:1: cannot be read: NoSuchFile");
  }

  @Test
  void read_ofADirectoryInPlaceOfAFile_isRefused() throws IOException {
    Files.createDirectory(directory.resolve("machines/x.asl.json"));

    assertThat(faults()).singleElement().asString().contains("is no regular file");
  }

  @Test
  void read_ofBytesThatAreNotUtf8_saysSo() throws IOException {
    Files.write(directory.resolve("stepgate.yaml"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(faults()).singleElement().hasToString("stepgate.yaml:1:1: the text is not UTF-8");
  }

  @Test
  void read_atAndAboveTheSizeLimit_takesAndRefuses() throws IOException {
    Files.write(directory.resolve("stepgate.yaml"), new byte[4 << 20]);
    assertThat(new ConfigurationDirectory(directory).read().files()).hasSize(3);

    Files.write(directory.resolve("stepgate.yaml"), new byte[(4 << 20) + 1]);
    assertThat(faults()).singleElement().asString().contains("longer than 4MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.json", "orders.yaml", "orders.yml"})
  void read_ofANameThatLooksLikeADefinition_isAFault(String name) throws IOException {
    Files.writeString(directory.resolve("machines/" + name), "{}");

    assertThat(faults()).singleElement().asString().contains("NAME.asl.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.asl.json~", ".orders.asl.json.swp", ".#x.asl.json", "README"})
  void read_leavesBackupsAndOtherFilesOut(String name) throws IOException {
    Files.writeString(directory.resolve("machines/" + name), "{}");

    assertThat(new ConfigurationDirectory(directory).read().files()).hasSize(3);
  }

  @Test
  void read_reportsAllFaultsAtOnce() throws IOException {
    Files.write(directory.resolve("stepgate.yaml"), new byte[] {(byte) 0xFF});
    Files.writeString(directory.resolve("machines/a.json"), "{}");
    Files.setPosixFilePermissions(
        directory.resolve("machines/orders.asl.json"),
        PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(faults())
        .extracting(Fault::file)
        .containsExactly("machines/a.json", "machines/orders.asl.json", "stepgate.yaml");
  }

  private List<Fault> faults() {
    return catchThrowableOfType(
            ConfigException.class, () -> new ConfigurationDirectory(directory).read())
        .faults();
  }
}
