package org.stepgate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A Java source file as [ArchitectureTest] sees it.
///
/// @param path where it is, for messages
/// @param folder its folders below `org/stepgate`, joined by `/`; empty for none
/// @param text the whole text
/// @param code the text with comments, string and character literals blanked out, on the same lines
record JavaSource(String path, String folder, String text, String code) {

  static JavaSource of(String path, String folder, String text) {
    return new JavaSource(path, folder, text, withoutCommentsAndLiterals(text));
  }

  /// Reads all sources below `root`, sorted by path.
  static List<JavaSource> below(Path root) {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(file -> read(root, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaSource read(Path root, Path file) {
    try {
      Path folder = root.relativize(file).getParent();
      return of(file.toString(), folder == null ? "" : folder.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The number of the line, from 1, that holds the character at `index`.
  int line(int index) {
    return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
  }

  int lines() {
    return (int) text.lines().count();
  }

  static String withoutCommentsAndLiterals(String text) {
    var code = new StringBuilder(text);
    int i = 0;
    while (i < text.length()) {
      int end = i;
      if (text.startsWith("//", i)) {
        end = endOf(text, "\n", i) - 1;
      } else if (text.startsWith("/*", i)) {
        end = endOf(text, "*/", i + 2);
      } else if (text.startsWith("\"\"\"", i)) {
        end = endOfLiteral(text, "\"\"\"", i + 3);
      } else if (text.charAt(i) == '"' || text.charAt(i) == '\'') {
        end = endOfLiteral(text, text.substring(i, i + 1), i + 1);
      }
      for (int blank = i; blank < end; blank++) {
        if (text.charAt(blank) != '\n') {
          code.setCharAt(blank, ' ');
        }
      }
      i = Math.max(end, i + 1);
    }
    return code.toString();
  }

  private static int endOf(String text, String delimiter, int from) {
    int at = text.indexOf(delimiter, from);
    return at < 0 ? text.length() : at + delimiter.length();
  }

  private static int endOfLiteral(String text, String delimiter, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(delimiter, i)) {
        return i + delimiter.length();
      }
    }
    return text.length();
  }
}
