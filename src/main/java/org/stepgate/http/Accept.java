package org.stepgate.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The media types that the client accepts, with their weights.
///
/// @param ranges what was listed, in order; empty when there was no `Accept`, which accepts all
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 RFC 9110, section 12.5.1
public record Accept(List<Range> ranges) {
  /// One media range.
  ///
  /// @param type lower case, or `*`
  /// @param subtype lower case, or `*`
  /// @param thousandths weight, 0 (not acceptable) to 1000
  public record Range(String type, String subtype, int thousandths) {}

  /// Copies the list.
  public Accept {
    ranges = List.copyOf(ranges);
  }

  /// Reads all `Accept` fields; a malformed range is left out, a malformed weight counts as 0.
  /// Parameters other than `q` are not looked at.
  public static Accept of(Headers headers) {
    return of(headers.all("Accept"));
  }

  /// Reads the values of all `Accept` fields, as above.
  static Accept of(List<String> fields) {
    var ranges = new ArrayList<Range>();
    for (var field : fields) {
      for (var item : QuotedLists.split(field, ',')) {
        var parts = QuotedLists.split(item, ';');
        var mediaType = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        int slash = mediaType.indexOf('/');
        if (slash > 0 && slash < mediaType.length() - 1) {
          ranges.add(
              new Range(
                  mediaType.substring(0, slash), mediaType.substring(slash + 1), weight(parts)));
        }
      }
    }
    return new Accept(ranges);
  }

  private static int weight(List<String> parts) {
    for (var part : parts.subList(1, parts.size())) {
      var parameter = part.strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return thousandths(parameter.substring(2));
      }
    }
    return 1000;
  }

  /// A weight such as `0.25`, at most three decimals; 0 when malformed.
  private static int thousandths(String text) {
    boolean one = text.startsWith("1");
    if (!(one || text.startsWith("0")) || text.length() > 5) {
      return 0;
    }
    if (text.length() == 1) {
      return one ? 1000 : 0;
    }
    int sum = one ? 1000 : 0;
    int place = 100;
    for (int i = 2; i < text.length(); i++, place /= 10) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0) {
        return 0;
      }
      sum += digit * place;
    }
    return text.charAt(1) == '.' && sum <= 1000 ? sum : 0;
  }

  /// The weight of a media type, 0 to 1000; the most specific range decides, the first one of
  /// several.
  ///
  /// @param mediaType such as `text/html`, without parameters
  public int weightOf(String mediaType) {
    if (ranges.isEmpty()) {
      return 1000;
    }
    int slash = mediaType.indexOf('/');
    var type = mediaType.substring(0, slash);
    var subtype = mediaType.substring(slash + 1);
    int bestSpecificity = -1;
    int weight = 0;
    for (var range : ranges) {
      int specificity = specificity(range, type, subtype);
      if (specificity > bestSpecificity) {
        bestSpecificity = specificity;
        weight = range.thousandths();
      }
    }
    return weight;
  }

  private static int specificity(Range range, String type, String subtype) {
    if (range.type().equals("*")) {
      return range.subtype().equals("*") ? 0 : -1;
    }
    if (!range.type().equals(type)) {
      return -1;
    }
    if (range.subtype().equals("*")) {
      return 1;
    }
    return range.subtype().equals(subtype) ? 2 : -1;
  }

  /// Whether a page for people is wanted: `text/html` is named in the field and weighs more than
  /// `application/json`. A client that accepts everything gets JSON.
  public boolean prefersHtml() {
    boolean named =
        ranges.stream()
            .anyMatch(range -> range.type().equals("text") && range.subtype().equals("html"));
    return named && weightOf("text/html") > weightOf("application/json");
  }
}
