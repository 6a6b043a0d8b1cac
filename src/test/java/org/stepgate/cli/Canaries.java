package org.stepgate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Secrets that a test has planted, by where, and what it has got as answers.
final class Canaries {
  private final Map<String, String> planted = new TreeMap<>();
  private final List<String> answers = new ArrayList<>();

  /// The secret of that place, which is made when it is asked for first.
  String plant(String where) {
    return planted.computeIfAbsent(where, name -> "CANARY" + name.replace(" ", "") + "x7Qz");
  }

  /// A secret that was made elsewhere.
  void plant(String where, String secret) {
    planted.put(where, secret);
  }

  /// How many there are.
  int size() {
    return planted.size();
  }

  /// What somebody got to see.
  void seen(Object answer) {
    answers.add(answer.toString());
  }

  /// Which secrets are in an answer, or in a file below a directory.
  ///
  /// @param own the files and folders in which they are kept
  List<String> found(Path directory, Path... own) {
    var found = new ArrayList<String>();
    planted.forEach((where, secret) -> {
      for (String answer : answers) {
        if (answer.contains(secret)) {
          found.add(where + " in " + answer.substring(0, Math.min(200, answer.length())));
        }
      }
      filesWith(secret, directory, List.of(own)).forEach(file -> found.add(where + " in " + file));
    });
    return found;
  }

  private static List<Path> filesWith(String text, Path directory, List<Path> own) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> own.stream().noneMatch(file::startsWith))
          .filter(file -> holds(file, text))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
