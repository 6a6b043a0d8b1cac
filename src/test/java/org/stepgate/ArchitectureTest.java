package org.stepgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the table of packages and the rules on their form. Every fault names file and line.
///
/// Names are looked for in the code without comments and literals, so a qualified name counts as an
/// import does.
class ArchitectureTest {
  private static final Path MAIN = Path.of("src/main/java/org/stepgate");
  private static final int MAX_LINES = 500;
  private static final String SIZE_REASON = "over 500 lines";

  /// What each package may import of ours, from the bottom up.
  private static final Map<String, Set<String>> TABLE =
      table(
          """
          json
          metrics
          digest
          fastcgi       : json
          http          : fastcgi json
          principal     : json
          asl           : json
          engine        : asl json
          workflow      : principal json
          audit         : principal json
          store         : engine workflow audit principal json
          tasks         : workflow principal json
          items         : asl tasks json
          embedded      : engine store tasks items asl workflow audit principal json
          aws           : workflow principal json
          temporal      : workflow engine asl tasks items principal json
          identity      : http principal audit json
          policy        : principal json
          payloads      : json
          limits        : principal
          approvals     : workflow policy principal audit json
          schedules     : asl workflow principal json
          notifications : tasks json
          routes        : fastcgi http principal asl engine workflow audit identity limits policy payloads \
          approvals schedules notifications json
          awsapi        : http identity limits policy principal audit workflow json
          config        : audit fastcgi store tasks embedded asl workflow aws temporal identity limits policy \
          payloads approvals schedules notifications routes awsapi json
          cli           : fastcgi http principal asl engine workflow audit store tasks items embedded aws \
          temporal identity limits policy payloads approvals schedules notifications routes awsapi config json
          """);

  /// `metrics` counts for everybody, `digest` hashes for everybody.
  private static final Set<String> FOR_ALL = Set.of("metrics", "digest");

  /// Who may use what comes from outside, by the start of its name; the longest start decides. An
  /// empty set: nobody. `*`: everybody.
  private static final Map<String, Set<String>> OWNERS =
      table(
          """
          java                          : *
          javax.crypto                  : *
          javax.net                     : *
          org.jspecify.annotations      : *
          org.apache.logging.log4j      : *
          org.apache.logging.log4j.core : cli
          com.fasterxml.jackson         : json
          org.yaml.snakeyaml            : json
          com.dashjoin                  : asl
          com.jayway                    : asl
          com.cronutils                 : schedules
          java.sql                      : store
          javax.sql                     : store
          org.apache.hc                 : tasks
          org.sqlite                    : store
          picocli                       : cli
          com.cedarpolicy               : policy
          com.nimbusds                  : identity
          software.amazon.awssdk        : aws identity payloads tasks
          io.temporal                   : temporal
          java.util.logging             :
          java.nio.channels.ServerSocketChannel             : fastcgi
          java.nio.channels.SocketChannel                   : fastcgi
          java.nio.channels.Selector                        : fastcgi
          java.nio.channels.AsynchronousSocketChannel       : fastcgi
          java.nio.channels.AsynchronousServerSocketChannel : fastcgi
          """);

  private static final Set<String> NO_PACKAGE_NAMES =
      Set.of("util", "utils", "common", "impl", "model", "service", "dto", "helper", "misc");

  private static final Pattern OUR_NAME = Pattern.compile("\\borg\\.stepgate\\.([a-z0-9]+)\\b");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import\\s+(?:static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;");
  private static final Pattern MODULE_IMPORT = Pattern.compile("(?m)^import\\s+module\\b");

  /// A qualified type, such as `java.sql.Connection`, wherever it stands. The first part is known,
  /// so that a constant of a variable (`limits.MAX`) is none.
  private static final Pattern QUALIFIED_NAME =
      Pattern.compile(
          "(?<![\\w.])((?:java|javax|jdk|sun|com|org|net|io|software|picocli)"
              + "(?:\\.[a-z][a-z0-9]*)*\\.[A-Z]\\w*)");

  @Test
  void packages_importOnlyWhatTheTableAllows() {
    assertThat(ourNames(JavaSource.below(MAIN))).isEmpty();
  }

  @Test
  void packages_useOnlyTheLibrariesThatTheyOwn() {
    assertThat(outsideNames(JavaSource.below(MAIN))).isEmpty();
  }

  @Test
  void imports_areExplicit() {
    assertThat(wildcards(JavaSource.below(MAIN))).isEmpty();
  }

  @Test
  void packages_liveOnOneLevelUnderNamesOfRoles() {
    assertThat(packageNames(JavaSource.below(MAIN))).isEmpty();
  }

  @Test
  void packages_haveAPackageInfoThatIsNullMarked() {
    assertThat(packageInfos(JavaSource.below(MAIN))).isEmpty();
  }

  @Test
  void files_ofMoreThan500LinesGiveAReason() {
    assertThat(sizes(JavaSource.below(MAIN))).isEmpty();
  }

  @Test
  void table_hasNoCycle() {
    var placed = new TreeSet<String>();
    for (int round = 0; round < TABLE.size(); round++) {
      TABLE.forEach((name, allowed) -> {
        if (placed.containsAll(allowed)) {
          placed.add(name);
        }
      });
    }

    assertThat(placed).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          json    | import org.stepgate.http.Headers;                  | 1
          http    | import org.stepgate.json.JsonValue;                | 0
          http    | import org.stepgate.metrics.Counter;               | 0
          http    | import static org.stepgate.cli.Main.main;          | 1
          engine  | class A { org.stepgate.store.Store s; }            | 1
          engine  | /// [org.stepgate.store.Store]                     | 0
          engine  | class A { String s = "org.stepgate.store.Store"; } | 0
          """)
  void ourNames_seesImportsAndQualifiedNames(String folder, String line, int faults) {
    assertThat(ourNames(List.of(source(folder, line)))).hasSize(faults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http  | import com.fasterxml.jackson.core.JsonParser;   | 1
          json  | import com.fasterxml.jackson.core.JsonParser;   | 0
          http  | class A { java.sql.Connection c; }              | 1
          store | class A { java.sql.Connection c; }              | 0
          http  | import org.apache.logging.log4j.LogManager;     | 0
          http  | import org.apache.logging.log4j.core.Appender;  | 1
          http  | import com.example.Thing;                       | 1
          http  | class A { int a = limits.MAX; }                 | 0
          http  | import sun.misc.Unsafe;                         | 1
          store | import java.nio.channels.FileChannel;           | 0
          store | import java.nio.channels.SocketChannel;         | 1
          """)
  void outsideNames_knowsTheOwners(String folder, String line, int faults) {
    assertThat(outsideNames(List.of(source(folder, line)))).hasSize(faults);
  }

  @Test
  void faults_nameFileAndLine() {
    var source = JavaSource.of("A.java", "json", "package x;\n\nimport org.stepgate.cli.Main;\n");

    assertThat(ourNames(List.of(source)))
        .containsExactly("A.java:3: json may not use cli; it may use nothing of ours");
  }

  @Test
  void wildcards_areSeen() {
    assertThat(wildcards(List.of(source("json", "import java.util.*;")))).hasSize(1);
    assertThat(wildcards(List.of(source("json", "import module java.base;")))).hasSize(1);
  }

  @Test
  void packageNames_refusesChildrenAndNamesWithoutARole() {
    assertThat(packageNames(List.of(source("json/parser", "")))).hasSize(1);
    assertThat(packageNames(List.of(source("util", "")))).hasSize(1);
    assertThat(packageNames(List.of(source("", "")))).hasSize(1);
    assertThat(packageNames(List.of(source("json", "")))).isEmpty();
  }

  @Test
  void packageInfos_missesOneAndItsMark() {
    var unmarked = JavaSource.of("package-info.java", "http", "/// @NullMarked\npackage http;");

    assertThat(packageInfos(List.of(source("json", ""), unmarked))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"499,'',0", "500,'',0", "501,'',1", "501,/// It is over 500 lines as,0"})
  void sizes_startAt501Lines(int lines, String comment, int faults) {
    var source = source("json", comment + "\n".repeat(lines));

    assertThat(sizes(List.of(source))).hasSize(faults);
  }

  private static List<String> ourNames(List<JavaSource> sources) {
    var faults = new ArrayList<String>();
    for (JavaSource source : sources) {
      Set<String> allowed = TABLE.getOrDefault(source.folder(), Set.of());
      OUR_NAME
          .matcher(source.code())
          .results()
          .filter(name -> !name.group(1).equals(source.folder()))
          .filter(name -> !FOR_ALL.contains(name.group(1)) && !allowed.contains(name.group(1)))
          .map(name ->
              "%s:%d: %s may not use %s; it may use %s"
                  .formatted(
                      source.path(),
                      source.line(name.start()),
                      source.folder(),
                      name.group(1),
                      allowed.isEmpty() ? "nothing of ours" : String.join(", ", allowed)))
          .forEach(faults::add);
    }
    return faults;
  }

  private static List<String> outsideNames(List<JavaSource> sources) {
    var faults = new ArrayList<String>();
    for (JavaSource source : sources) {
      for (Pattern pattern : List.of(IMPORT, QUALIFIED_NAME)) {
        pattern
            .matcher(source.code())
            .results()
            .filter(name -> !name.group(1).startsWith("org.stepgate."))
            .filter(name -> !isOwner(source.folder(), name.group(1)))
            .map(name ->
                "%s:%d: %s may not use %s"
                    .formatted(
                        source.path(), source.line(name.start()), source.folder(), name.group(1)))
            .forEach(faults::add);
      }
    }
    return faults.stream().distinct().toList();
  }

  private static boolean isOwner(String folder, String name) {
    for (String start = name; !start.isEmpty(); start = parent(start)) {
      Set<String> owners = OWNERS.get(start);
      if (owners != null) {
        return owners.contains("*") || owners.contains(folder);
      }
    }
    return false;
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
  }

  private static List<String> wildcards(List<JavaSource> sources) {
    var faults = new ArrayList<String>();
    for (JavaSource source : sources) {
      MODULE_IMPORT
          .matcher(source.code())
          .results()
          .map(found -> source.path() + ":" + source.line(found.start()) + ": a module import")
          .forEach(faults::add);
      IMPORT
          .matcher(source.code())
          .results()
          .filter(found -> found.group(1).endsWith("*"))
          .map(found -> source.path() + ":" + source.line(found.start()) + ": a wildcard import")
          .forEach(faults::add);
    }
    return faults;
  }

  private static List<String> packageNames(List<JavaSource> sources) {
    var faults = new ArrayList<String>();
    for (JavaSource source : sources) {
      String folder = source.folder();
      if (NO_PACKAGE_NAMES.contains(folder)) {
        faults.add(source.path() + ":1: a package is named after its role, not " + folder);
      } else if (!TABLE.containsKey(folder)) {
        faults.add(source.path() + ":1: the table of packages has no " + folder);
      }
    }
    return faults;
  }

  private static List<String> packageInfos(List<JavaSource> sources) {
    var faults = new ArrayList<String>();
    var missing = sources.stream().map(JavaSource::folder).collect(Collectors.toSet());
    for (JavaSource source : sources) {
      if (source.fileName().equals("package-info.java")) {
        missing.remove(source.folder());
        if (!source.code().contains("@NullMarked")) {
          faults.add(source.path() + ":1: the package is not @NullMarked");
        }
      }
    }
    missing.stream().sorted().map(folder -> folder + ": no package-info.java").forEach(faults::add);
    return faults;
  }

  private static List<String> sizes(List<JavaSource> sources) {
    return sources.stream()
        .filter(source -> source.lines() > MAX_LINES && !source.text().contains(SIZE_REASON))
        .map(source -> source.path() + ":" + (MAX_LINES + 1) + ": over 500 lines, and no reason")
        .toList();
  }

  private static JavaSource source(String folder, String text) {
    return JavaSource.of("A.java", folder, text);
  }

  private static Map<String, Set<String>> table(String text) {
    var table = new LinkedHashMap<String, Set<String>>();
    text.lines()
        .map(line -> line.split(":", 2))
        .forEach(row -> table.put(row[0].strip(), row.length == 1 ? Set.of() : words(row[1])));
    return table;
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
