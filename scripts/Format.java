import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Formats the Java files below the given folders with google-java-format.
///
/// `java -cp google-java-format.jar scripts/Format.java check|apply FOLDER...`; `check` changes
/// nothing, names each file that differs and exits with 1.
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    var mode =
        Map.of(
            "check", List.of("--dry-run", "--set-exit-if-changed"),
            "apply", List.of("--replace"));
    if (args.length < 2 || !mode.containsKey(args[0])) {
      System.err.println("usage: Format check|apply FOLDER...");
      System.exit(64);
    }
    var arguments = new ArrayList<String>(mode.get(args[0]));
    for (int i = 1; i < args.length; i++) {
      arguments.addAll(javaFiles(Path.of(args[i])));
    }
    var out = new PrintWriter(System.out, true);
    var err = new PrintWriter(System.err, true);
    int status = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
    if (status != 0 && args[0].equals("check")) {
      err.println(
          "The files above are not formatted. Run: mvn process-sources -Dformat.mode=apply");
    }
    System.exit(status);
  }

  private static List<String> javaFiles(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().toList();
    }
  }
}
