import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Runs the `console` blocks of a page and compares what they print with what the page says.
///
/// `java scripts/CheckReadme.java PAGE PORT STATE`. A line that starts with `$ ` is a command for
/// bash; the lines after it are what it prints. `…` stands for any text within a line, a line of
/// `…` alone for any number of lines. `8080` becomes PORT, and `scripts/up` and `scripts/down` get
/// `--state STATE`, and `target/run` becomes STATE, so that the check does not touch a running
/// site.
final class CheckReadme {
  private static final String ANY = "…";

  /// How often a listing is asked for, half a second apart.
  private static final int LISTINGS = 60;

  private static final int BETWEEN_MILLIS = 500;
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  private record Step(String command, List<String> expected) {}

  private CheckReadme() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: CheckReadme PAGE PORT STATE");
      System.exit(64);
    }
    int faults = 0;
    List<Step> steps = steps(Files.readString(Path.of(args[0])));
    for (Step step : steps) {
      String command = localised(step.command(), args[1], args[2]);
      String actual = run(command).replace(":" + args[1], ":8080");
      // What lists what others are about to make may come too early, as for any reader.
      for (int tries = 1;
          tries < LISTINGS
              && command.contains(" list")
              && !matches(step.expected(), actual.lines().toList());
          tries++) {
        Thread.sleep(BETWEEN_MILLIS);
        actual = run(command).replace(":" + args[1], ":8080");
      }
      if (!matches(step.expected(), actual.lines().toList())) {
        faults++;
        System.err.println("--- The page says of: " + step.command());
        step.expected().forEach(System.err::println);
        System.err.println("--- but it prints:");
        System.err.println(actual);
      }
    }
    System.out.println(args[0] + ": " + steps.size() + " commands run, " + faults + " differ");
    System.exit(steps.isEmpty() || faults > 0 ? 1 : 0);
  }

  private static List<Step> steps(String page) {
    var steps = new ArrayList<Step>();
    var blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      Step current = null;
      for (String line : blocks.group(1).lines().toList()) {
        if (line.startsWith("$ ")) {
          current = new Step(line.substring(2), new ArrayList<>());
          steps.add(current);
        } else if (current != null) {
          current.expected().add(line);
        }
      }
    }
    return steps;
  }

  private static String localised(String command, String port, String state) {
    String local = command.replace("8080", port).replace("target/run", state);
    if (local.contains("scripts/up")) {
      return local + " --port " + port + " --state " + state;
    }
    return local.contains("scripts/down") ? local + " --state " + state : local;
  }

  private static String run(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("bash", "-c", command + " 2>&1")
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    byte[] printed = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(printed, StandardCharsets.UTF_8).replace("\r", "");
  }

  private static boolean matches(List<String> expected, List<String> actual) {
    var pattern = new StringBuilder();
    for (String line : expected) {
      if (line.strip().equals(ANY)) {
        pattern.append("(?:.*\n)*?");
      } else {
        for (String part : line.split(ANY, -1)) {
          pattern.append(Pattern.quote(part)).append(".*?");
        }
        pattern.setLength(pattern.length() - ".*?".length());
        pattern.append("[ \t]*\n");
      }
    }
    String text = actual.isEmpty() ? "" : String.join("\n", actual) + "\n";
    return Pattern.compile(pattern.toString()).matcher(text).matches();
  }
}
