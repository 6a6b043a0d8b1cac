package org.stepgate.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.embedded.EmbeddedEngine;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonWriter;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineType;

/// Reads the section `machines` and the definitions.
///
/// Each file `machines/NAME.asl.json` is the machine NAME, of type STANDARD, unless an entry of the
/// section names it otherwise.
final class Machines {
  private static final String JSON_SUFFIX = ".asl.json";
  private static final DefinitionParser PARSER = new DefinitionParser(EmbeddedEngine::isKnown);

  private final ConfigurationBundle bundle;
  private final List<Fault> faults;
  private final boolean stored;
  private final @Nullable Set<String> commands;

  /// What was read.
  ///
  /// @param good the machines whose files are good, by name
  /// @param names those of all machines, faulty ones too
  record Read(List<MachineConfig> good, Set<String> names) {}

  private record Entry(String name, MachineType type, String file) {}

  /// Reads machines.
  ///
  /// @param faults to which is added what is wrong with files
  /// @param stored true when the definitions were found good before, perhaps by another version:
  ///   then they are not checked
  /// @param commands those that their tasks may run; null when these are not checked
  Machines(
      ConfigurationBundle bundle,
      List<Fault> faults,
      boolean stored,
      @Nullable Set<String> commands) {
    this.bundle = bundle;
    this.faults = faults;
    this.stored = stored;
    this.commands = commands;
  }

  /// Reads section and files; what is wrong is added to the faults of the section or of the files.
  Read read(Section root) {
    var filesByName = filesByName();
    SequencedMap<String, Optional<Entry>> configured =
        root.sectionsByName("machines", section -> entry(section, filesByName));
    var entries = new TreeMap<String, Entry>();
    configured.values().forEach(each -> each.ifPresent(entry -> entries.put(entry.name(), entry)));
    var used = new HashMap<String, String>();
    entries.values().forEach(entry -> used.put(entry.file(), entry.name()));
    filesByName.forEach((name, files) -> {
      if (!configured.containsKey(name)) {
        files.stream()
            .filter(file -> !used.containsKey(file))
            .forEach(file -> discovered(name, file, entries));
      }
    });
    var names = new TreeSet<>(configured.keySet());
    names.addAll(entries.keySet());
    return new Read(
        entries.values().stream().flatMap(entry -> machine(entry).stream()).toList(), names);
  }

  private void discovered(String name, String file, Map<String, Entry> entries) {
    if (!ExecutionId.isName(name)) {
      faults.add(Fault.ofFile(file, "'" + name + "' cannot be the name of a state machine"));
    } else if (entries.putIfAbsent(name, new Entry(name, MachineType.STANDARD, file)) != null) {
      faults.add(Fault.ofFile(file, "another file defines the machine '" + name + "' already"));
    }
  }

  private Optional<Entry> entry(Section section, Map<String, List<String>> filesByName) {
    String name = section.name();
    if (!ExecutionId.isName(name)) {
      section.fault("'" + name + "' cannot be the name of a state machine");
    }
    MachineType type =
        section.choice("type", MachineType.class, MachineType::name, MachineType.STANDARD);
    Optional<String> given = section.text("file");
    List<String> found = given.map(List::of).orElse(filesByName.getOrDefault(name, List.of()));
    if (found.isEmpty()) {
      section.fault("there is no " + ConfigurationDirectory.MACHINES + "/" + name + JSON_SUFFIX);
    } else if (found.size() > 1) {
      section.fault("more than one file defines '" + name + "': " + String.join(", ", found));
    } else if (!isDefinition(found.getFirst())) {
      section.fault(
          "file", "file: there is no definition '" + found.getFirst() + "' in this directory");
    } else if (section.isGood()) {
      return Optional.of(new Entry(name, type, found.getFirst()));
    }
    return Optional.empty();
  }

  private boolean isDefinition(String file) {
    return file.startsWith(ConfigurationDirectory.MACHINES + "/")
        && bundle.files().containsKey(file);
  }

  private Map<String, List<String>> filesByName() {
    var files = new TreeMap<String, List<String>>();
    String folder = ConfigurationDirectory.MACHINES + "/";
    for (String file : bundle.files().keySet()) {
      ConfigurationDirectory.SUFFIXES.stream()
          .filter(suffix -> file.startsWith(folder) && file.endsWith(suffix))
          .map(suffix -> file.substring(folder.length(), file.length() - suffix.length()))
          .forEach(name -> files.computeIfAbsent(name, _ -> new ArrayList<>()).add(file));
    }
    return files;
  }

  private Optional<MachineConfig> machine(Entry entry) {
    String text = bundle.files().getOrDefault(entry.file(), "");
    boolean json = entry.file().endsWith(JSON_SUFFIX);
    try {
      JsonDocument document = document(entry.file(), text);
      if (!stored && PARSER.parse(document) instanceof ParseResult.Faulty(var found)) {
        found.forEach(fault -> faults.add(fault(entry.file(), fault)));
        return Optional.empty();
      }
      checkCommands(entry.file(), document);
      String definition = json ? text : JsonWriter.writePretty(document.value());
      return Optional.of(new MachineConfig(entry.name(), entry.type(), definition));
    } catch (JsonException e) {
      faults.add(Fault.of(entry.file(), e));
      return Optional.empty();
    }
  }

  /// What the text of a definition says.
  ///
  /// @param file its path, whose ending says whether it is JSON or YAML
  /// @throws JsonException when it is neither
  static JsonDocument document(String file, String text) {
    return file.endsWith(JSON_SUFFIX)
        ? JsonDocument.readJson(text, DefinitionParser.LIMITS)
        : JsonDocument.readYaml(text, DefinitionParser.LIMITS);
  }

  private void checkCommands(String file, JsonDocument document) {
    if (stored || commands == null) {
      return;
    }
    for (TaskStates.Named command : TaskStates.commands(document.value())) {
      if (!commands.contains(command.name())) {
        faults.add(
            new Fault(
                file,
                document.position(command.at()),
                "there is no command '"
                    + command.name()
                    + "' in tasks.exec.commands"
                    + Suggestion.hint(command.name(), commands)));
      }
    }
  }

  private static Fault fault(String file, org.stepgate.asl.Fault fault) {
    String hint = fault.hint() == null ? "" : " (" + fault.hint() + ")";
    return new Fault(file, fault.position(), fault + hint);
  }
}
