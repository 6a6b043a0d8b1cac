package org.stepgate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stepgate.config.SourceFile.KnownKey;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonValue.JsonObject;

/// Reads and checks the files of a configuration.
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /// What the files say. The same bundle gives an equal configuration, wherever it came from.
  ///
  /// @param directories what `${config}` and `${state}` stand for
  /// @throws ConfigException with every fault in all files
  public static Configuration read(ConfigurationBundle bundle, Directories directories) {
    return read(bundle, directories, new ArrayList<>());
  }

  /// As [#read(ConfigurationBundle, Directories)], and adds the keys that it asked for to `keys`.
  static Configuration read(
      ConfigurationBundle bundle, Directories directories, List<KnownKey> keys) {
    var source = new SourceFile(ConfigurationDirectory.MAIN_FILE, document(bundle));
    Configuration configuration;
    try (Section root = Section.root(source)) {
      configuration = read(root, bundle, directories, source.faults());
    }
    keys.addAll(source.keys());
    if (!source.faults().isEmpty()) {
      throw new ConfigException(source.faults());
    }
    return configuration;
  }

  private static Configuration read(
      Section root, ConfigurationBundle bundle, Directories directories, List<Fault> faults) {
    Path state = directories.state();
    List<MachineConfig> machines = Machines.read(root, bundle, faults);
    Optional<Set<String>> names =
        faults.isEmpty()
            ? Optional.of(
                machines.stream()
                    .map(MachineConfig::name)
                    .collect(Collectors.toCollection(TreeSet::new)))
            : Optional.empty();
    return new Configuration(
        machines,
        new RoutesSection(directories, names).read(root),
        root.section("tasks", new TasksSection(directories)::read),
        root.section(
            "fastcgi",
            section -> FastCgiSection.read(section, state.resolve(Configuration.SPOOL_DIRECTORY))),
        root.section(
            "store",
            section -> StoreSection.read(section, state.resolve(Configuration.STORE_FILE))),
        EmbeddedSection.read(root),
        root.section("payloads", section -> PayloadsSection.read(section, directories)));
  }

  private static JsonDocument document(ConfigurationBundle bundle) {
    String text = bundle.files().get(ConfigurationDirectory.MAIN_FILE);
    if (text == null) {
      throw new ConfigException(
          List.of(Fault.ofFile(ConfigurationDirectory.MAIN_FILE, "there is no such file")));
    }
    if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return JsonDocument.unlocated(JsonObject.EMPTY);
    }
    try {
      return JsonDocument.readYaml(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw new ConfigException(List.of(Fault.of(ConfigurationDirectory.MAIN_FILE, e)));
    }
  }
}
