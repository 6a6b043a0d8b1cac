package org.stepgate.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonReader;

/// The directory that holds `stepgate.yaml`, `machines/` and `policies/`.
///
/// Whoever can write these files decides which commands run, and who may do what. So a file or
/// directory is refused when everybody may write it, when it is a symbolic link, or when it belongs
/// to neither root nor the user of this process. The path of the directory itself may lead through
/// links: the operator has given it.
///
/// @param path where it is
public record ConfigurationDirectory(Path path) {
  /// The main file.
  static final String MAIN_FILE = "stepgate.yaml";

  /// The directory of the definitions.
  static final String MACHINES = "machines";

  /// The directory of the policies. A bundle has its name, with an empty text, when it is there,
  /// even if it is empty.
  static final String POLICIES = "policies";

  /// The mark of the directory of the policies in a bundle.
  static final String POLICIES_MARK = POLICIES + "/";

  /// How the names of policies end.
  static final String POLICY_SUFFIX = ".cedar";

  /// How the names of definitions end.
  static final List<String> SUFFIXES = List.of(".asl.json", ".asl.yaml", ".asl.yml");

  private static final List<String> NEAR_SUFFIXES = List.of(".json", ".yaml", ".yml");
  private static final int MAX_FILE_BYTES = 4 << 20;
  private static final int MAX_FILES = 1_000;
  private static final String USER = "unix:uid";
  private static final Integer ROOT = 0;

  /// Belongs to the user of this process.
  private static final Path SELF = Path.of("/proc/self");

  /// Reads all files. Backup and hidden files (`*~`, `.*`) do not count.
  ///
  /// @throws ConfigException when a file is missing, refused, too large or not UTF-8, or when a
  ///   name below `machines` or `policies` ends in a way that looks like a mistake
  public ConfigurationBundle read() {
    return readFor(SELF);
  }

  /// Reads all files as a process of another user would: whose they may be, besides root's.
  ///
  /// @param its a file or directory that belongs to that user
  /// @throws ConfigException as [#read] does
  public ConfigurationBundle readFor(Path its) {
    var faults = new ArrayList<Fault>();
    var files = new TreeMap<String, String>();
    try {
      Path real = path.toRealPath();
      check(real, ".", its, true);
      readFile(real, MAIN_FILE, its, files, faults);
      if (Files.exists(real.resolve(MACHINES), LinkOption.NOFOLLOW_LINKS)) {
        check(real.resolve(MACHINES), MACHINES, its, true);
        for (String name : definitionNames(real, faults)) {
          readFile(real, MACHINES + "/" + name, its, files, faults);
        }
      }
      if (Files.exists(real.resolve(POLICIES), LinkOption.NOFOLLOW_LINKS)) {
        check(real.resolve(POLICIES), POLICIES, its, true);
        files.put(POLICIES_MARK, "");
        for (String name : policyNames(real, faults)) {
          readFile(real, POLICIES_MARK + name, its, files, faults);
        }
      }
    } catch (RefusedException e) {
      faults.add(e.fault);
    } catch (IOException e) {
      faults.add(Fault.ofFile(path.toString(), "cannot be read: " + reason(e)));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return new ConfigurationBundle(files);
  }

  private static List<String> definitionNames(Path real, List<Fault> faults) throws IOException {
    var names = new ArrayList<String>();
    for (String name : names(real.resolve(MACHINES))) {
      if (SUFFIXES.stream().anyMatch(name::endsWith)) {
        names.add(name);
      } else if (NEAR_SUFFIXES.stream().anyMatch(name::endsWith)) {
        faults.add(
            Fault.ofFile(
                MACHINES + "/" + name, "a definition is named NAME.asl.json or NAME.asl.yaml"));
      }
    }
    if (names.size() > MAX_FILES) {
      faults.add(Fault.ofFile(MACHINES, "more than " + MAX_FILES + " definitions"));
      return List.of();
    }
    return names;
  }

  /// A file of another name there would be a policy that does not apply: that is a fault.
  private static List<String> policyNames(Path real, List<Fault> faults) throws IOException {
    var names = new ArrayList<String>();
    for (String name : names(real.resolve(POLICIES))) {
      if (name.endsWith(POLICY_SUFFIX)) {
        names.add(name);
      } else {
        faults.add(Fault.ofFile(POLICIES_MARK + name, "a file of policies is named NAME.cedar"));
      }
    }
    if (names.size() > MAX_FILES) {
      faults.add(Fault.ofFile(POLICIES, "more than " + MAX_FILES + " files of policies"));
      return List.of();
    }
    return names;
  }

  /// The names in a directory that count, sorted.
  private static List<String> names(Path directory) throws IOException {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".") && !name.endsWith("~")) {
          names.add(name);
        }
      }
    }
    return names.stream().sorted().toList();
  }

  private static void readFile(
      Path directory, String name, Path its, Map<String, String> files, List<Fault> faults) {
    Path file = directory.resolve(name);
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        faults.add(Fault.ofFile(name, "there is no such file in " + directory));
        return;
      }
      check(file, name, its, false);
      try (InputStream in =
          Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length > MAX_FILE_BYTES) {
          faults.add(Fault.ofFile(name, "is longer than " + Quantity.text(MAX_FILE_BYTES)));
          return;
        }
        files.put(name, JsonReader.decode(bytes));
      }
    } catch (JsonException e) {
      faults.add(Fault.of(name, e));
    } catch (RefusedException e) {
      faults.add(e.fault);
    } catch (IOException e) {
      faults.add(Fault.ofFile(name, "cannot be read: " + reason(e)));
    }
  }

  private static void check(Path file, String name, Path its, boolean directory)
      throws IOException, RefusedException {
    var attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw new RefusedException(name, "is a symbolic link; put the file itself here");
    }
    if (directory && !attributes.isDirectory()) {
      throw new RefusedException(name, "is no directory");
    }
    if (!directory && !attributes.isRegularFile()) {
      throw new RefusedException(name, "is no regular file");
    }
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new RefusedException(name, "everybody may write it; run chmod o-w " + file);
    }
    Object owner = Files.getAttribute(file, USER, LinkOption.NOFOLLOW_LINKS);
    if (!ROOT.equals(owner) && !Objects.equals(owner, Files.getAttribute(its, USER))) {
      throw new RefusedException(
          name,
          "belongs to user "
              + owner
              + ", neither root nor the user of "
              + (its.equals(SELF) ? "this process" : its));
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  /// A file must not be used.
  private static final class RefusedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    RefusedException(String file, String message) {
      super(message);
      this.fault = Fault.ofFile(file, message);
    }
  }
}
