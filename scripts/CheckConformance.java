import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Counts the cases of a conformance report that match, by what they need, and compares the shares
/// with those that are asked for.
///
/// Arguments: the index of the cases, the table of the least shares, the list of cases that are
/// known to differ because of what stands in for other services, the reports of the runner. Cases
/// that are known to differ are not counted, but named. Prints a table; ends with status 1 when a
/// share is too small, or a case that is said to differ does not.
public final class CheckConformance {
  private static final List<String> LEVELS = List.of("result", "types", "history");

  private CheckConformance() {}

  /// How many cases of one sort there are, and how many match at each level.
  private static final class Tally {
    private int cases;
    private final int[] matched = new int[LEVELS.size()];

    void add(JsonObject outcome) {
      cases++;
      for (int i = 0; i < LEVELS.size(); i++) {
        matched[i] += JsonBoolean.TRUE.equals(outcome.get(LEVELS.get(i))) ? 1 : 0;
      }
    }

    double percent(int level) {
      return 100.0 * matched[level] / cases;
    }
  }

  /// Reads, counts and compares.
  public static void main(String[] arguments) throws Exception {
    var index = (JsonArray) read(arguments[0]);
    Map<String, String> sorts = sorts(index);
    var tallies = new TreeMap<String, Tally>();
    List<String> known = lines(Path.of(arguments[2]));
    var differing = new ArrayList<String>();
    boolean stale = false;
    for (var outcome : outcomes(List.of(arguments).subList(3, arguments.length))) {
      String id = outcome.string("id");
      if (known.contains(id.substring(id.lastIndexOf(':') + 1))) {
        boolean matches = JsonBoolean.TRUE.equals(outcome.get("history"));
        stale |= matches;
        differing.add(id + (matches ? "  MATCHES, so strike it off the list" : ""));
        continue;
      }
      String sort = sorts.getOrDefault(outcome.string("id"), "language");
      tallies.computeIfAbsent(sort, _ -> new Tally()).add(outcome);
    }
    boolean good = compare(tallies, Path.of(arguments[1]));
    System.out.printf(
        "%nNot counted, as src/site/markdown/conformance.md explains: %d%n", differing.size());
    differing.forEach(id -> System.out.println("  " + id));
    System.exit(good && !stale ? 0 : 1);
  }

  private static List<JsonObject> outcomes(List<String> reports) throws Exception {
    var outcomes = new ArrayList<JsonObject>();
    for (String report : reports) {
      for (var one : (JsonArray) ((JsonObject) read(report)).get("cases")) {
        outcomes.add((JsonObject) one);
      }
    }
    return outcomes;
  }

  private static Object read(String file) throws Exception {
    return JsonReader.read(Files.readString(Path.of(file)), JsonLimits.STORED);
  }

  /// The sort of each case: the first other service that it needs, else what it is about.
  private static Map<String, String> sorts(JsonArray index) {
    var sorts = new HashMap<String, String>();
    for (var one : index) {
      var entry = (JsonObject) one;
      String sort =
          switch (entry.string("kind")) {
            case "api" -> "api";
            case "test_state" -> "test-state";
            case null, default -> "language";
          };
      for (var need : (JsonArray) entry.get("requires")) {
        String name = ((JsonString) need).value();
        if (!List.of("none", "states-nested", "activity").contains(name)) {
          sort = name;
          break;
        }
      }
      sorts.put(entry.string("id"), sort);
    }
    return sorts;
  }

  private static List<String> lines(Path file) throws Exception {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .toList();
  }

  private static boolean compare(Map<String, Tally> tallies, Path table) throws Exception {
    var least = new HashMap<String, List<Double>>();
    for (String line : lines(table)) {
      String[] columns = line.split("\t");
      var shares = new ArrayList<Double>();
      for (int i = 0; i < LEVELS.size(); i++) {
        shares.add(Double.valueOf(columns[i + 1]));
      }
      least.put(columns[0], shares);
    }
    boolean good = true;
    System.out.printf("%n%-16s%8s%10s%10s%10s%n", "sort", "cases", "result", "types", "history");
    for (var entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      var line = new StringBuilder();
      for (int i = 0; i < LEVELS.size(); i++) {
        boolean enough =
            !least.containsKey(entry.getKey())
                || tally.percent(i) >= least.get(entry.getKey()).get(i);
        good &= enough;
        line.append(String.format(Locale.ROOT, "%9.1f%s", tally.percent(i), enough ? " " : "!"));
      }
      System.out.printf("%-16s%8d%s%n", entry.getKey(), tally.cases, line);
    }
    if (!good) {
      System.out.println("Fewer cases match (!) than " + table + " asks for.");
    }
    return good;
  }
}
