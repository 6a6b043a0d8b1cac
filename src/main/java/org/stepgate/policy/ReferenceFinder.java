package org.stepgate.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stepgate.policy.PolicyReference.Kind;

/// Finds what a file of policies names, from its words alone. Used once, by one thread.
///
/// It knows `Stepgate::Route::"id"`, `x.issuer == "text"` with `!=` or the other way round, and
/// `["text", "text"].contains(x.issuer)`.
final class ReferenceFinder {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<skip>\\s+|//[^\\n]*+)|(?<text>\"(?:[^\"\\\\]|\\\\.)*+\")|::|[=!]=|[A-Za-z0-9_]++|.",
          Pattern.DOTALL);
  private static final Word NONE = new Word(0, "", false);

  private final String file;
  private final String text;
  private final List<Word> words = new ArrayList<>();
  private final List<PolicyReference> found = new ArrayList<>();

  /// @param content the word; of a text what stands between its quotes
  private record Word(int offset, String content, boolean isText) {
    boolean is(String wanted) {
      return !isText && content.equals(wanted);
    }
  }

  ReferenceFinder(String file, String text) {
    this.file = file;
    this.text = text;
  }

  List<PolicyReference> find() {
    Matcher matcher = WORD.matcher(text);
    while (matcher.lookingAt()) {
      String word = matcher.group();
      if (matcher.group("text") != null) {
        words.add(new Word(matcher.start(), word.substring(1, word.length() - 1), true));
      } else if (matcher.group("skip") == null) {
        words.add(new Word(matcher.start(), word, false));
      }
      matcher.region(matcher.end(), text.length());
    }
    for (int i = 0; i < words.size(); i++) {
      if (word(i).is("Stepgate") && word(i + 1).is("::") && word(i + 3).is("::")) {
        add(kind(word(i + 2), false), word(i), word(i + 4));
      } else if (word(i).is(".")) {
        compared(i, kind(word(i + 1), true));
      }
    }
    return found;
  }

  /// What the attribute behind a dot is compared with.
  private void compared(int dot, Optional<Kind> kind) {
    if (isComparison(dot + 2)) {
      add(kind, word(dot + 3), word(dot + 3));
    }
    int before = dot - 1; // the words of a path, such as resource.requester
    while (word(before - 1).is(".")) {
      before -= 2;
    }
    if (isComparison(before - 1)) {
      add(kind, word(before - 2), word(before - 2));
    } else if (word(before - 1).is("(") && word(before - 2).is("contains")) {
      for (int i = before - 5; word(i).isText() || word(i).is(","); i--) {
        add(kind, word(i), word(i));
      }
    }
  }

  private boolean isComparison(int index) {
    return word(index).is("==") || word(index).is("!=");
  }

  private static Optional<Kind> kind(Word word, boolean attribute) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.isAttribute() == attribute && word.is(kind.word()))
        .findFirst();
  }

  private Word word(int index) {
    return index >= 0 && index < words.size() ? words.get(index) : NONE;
  }

  private void add(Optional<Kind> kind, Word place, Word id) {
    if (kind.isPresent() && id.isText() && id.content().indexOf('\\') < 0) {
      found.add(
          new PolicyReference(
              file, PolicyText.position(1, 1, text, place.offset()), kind.get(), id.content()));
    }
  }
}
