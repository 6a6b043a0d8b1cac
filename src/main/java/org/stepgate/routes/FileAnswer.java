package org.stepgate.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HeaderField;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.PercentCoding;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// An output that asks for a file: `{"$file": "path"}` or `{"$file": {"path", "contentType",
/// "downloadName"}}`. The web server sends it, so ranges and conditional requests are its work.
///
/// The path is relative to the route's folder, or absolute within it. It is refused when a segment
/// is `..`, also one that a second decoding would make so, and when the file really lies elsewhere
/// because of a symbolic link.
final class FileAnswer {
  static final String MEMBER = "$file";
  private static final Set<String> MEMBERS = Set.of("path", "contentType", "downloadName");
  private static final String ANY_TYPE = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("gif", "image/gif"),
          Map.entry("gz", "application/gzip"),
          Map.entry("htm", "text/html; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("log", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("tgz", "application/gzip"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webp", "image/webp"),
          Map.entry("xml", "application/xml"),
          Map.entry("xz", "application/x-xz"),
          Map.entry("zip", "application/zip"));

  private FileAnswer() {}

  /// Whether the output is `{"$file": …}` and nothing else.
  static boolean isShapeOf(JsonObject output) {
    return output.size() == 1 && output.has(MEMBER);
  }

  /// The answer that such an output asks for.
  ///
  /// @param root the folder that the route delivers from, null when it delivers nothing
  /// @throws RefusedOutput when there is no such file, or none that may be delivered
  static HttpResponse of(JsonObject output, @Nullable Path root) throws RefusedOutput {
    if (root == null) {
      throw RefusedOutput.malformed("the route delivers no files: it has no key `files`");
    }
    var file = description(output);
    var path = file.string("path");
    var type = file.string("contentType");
    var name = file.string("downloadName");
    if (path == null || path.isEmpty() || !MEMBERS.containsAll(file.members().keySet())) {
      throw RefusedOutput.malformed("$file has no path, or a member that it cannot have");
    }
    if (type != null && !HeaderField.isLegalValue(type)) {
      throw RefusedOutput.malformed("the content type of $file holds a control character");
    }
    var answer =
        HttpResponse.sendFile(resolved(path, root), type == null ? typeOf(path) : type)
            .withHeader("X-Content-Type-Options", "nosniff");
    return name == null
        ? answer
        : answer.withHeader("Content-Disposition", "attachment; " + fileName(name));
  }

  private static JsonObject description(JsonObject output) throws RefusedOutput {
    return switch (output.get(MEMBER)) {
      case JsonString path -> JsonObject.of("path", path);
      case JsonObject object -> object;
      case null, default -> throw RefusedOutput.malformed("$file is no path and no object");
    };
  }

  private static Path resolved(String path, Path root) throws RefusedOutput {
    if (climbs(path)) {
      throw RefusedOutput.forbiddenFile("the path of $file has a segment ..");
    }
    try {
      var file = root.resolve(path).normalize();
      if (!file.startsWith(root) || file.equals(root)) {
        throw RefusedOutput.forbiddenFile("$file is not in the route's folder");
      }
      var realRoot = root.toRealPath();
      var real = file.toRealPath();
      if (!real.startsWith(realRoot)) {
        throw RefusedOutput.forbiddenFile("$file is a link out of the route's folder");
      }
      if (!Files.isRegularFile(real)) {
        throw RefusedOutput.forbiddenFile("$file is not a regular file");
      }
      // The web server follows no links below its root, so it is told where the file really is.
      return root.resolve(realRoot.relativize(real));
    } catch (InvalidPathException e) {
      throw RefusedOutput.forbiddenFile("the path of $file is none");
    } catch (NoSuchFileException e) {
      throw RefusedOutput.missingFile();
    } catch (IOException e) {
      throw RefusedOutput.forbiddenFile("$file cannot be looked up");
    }
  }

  private static boolean climbs(String path) {
    var plain =
        path.toLowerCase(Locale.ROOT)
            .replace("%25", "%")
            .replace("%2e", ".")
            .replace("%2f", "/")
            .replace("%5c", "/")
            .replace('\\', '/');
    for (var segment : plain.split("/", -1)) {
      if (segment.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static String typeOf(String path) {
    var extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, ANY_TYPE);
  }

  /// The name twice: for old clients in ASCII, for the others in UTF-8.
  ///
  /// @spec https://www.rfc-editor.org/rfc/rfc6266#section-4.3 RFC 6266, section 4.3
  private static String fileName(String name) {
    var plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      plain.append(c >= ' ' && c < 0x7f && "\"\\/%;".indexOf(c) < 0 ? c : '_');
    }
    return "filename=\"" + plain + "\"; filename*=UTF-8''" + PercentCoding.encodeSegment(name);
  }
}
