package org.stepgate.asl;

import com.dashjoin.jsonata.Functions;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataFunction.Arguments;

/// What the functions that format and parse by a picture may be asked for, and the time.
///
/// The library pads to any width that a picture names, writes Roman numerals of any length by
/// recursion, and parses by a regular expression made of the picture, so all three are bounded
/// here.
///
/// @spec https://docs.jsonata.org/date-time-functions Date and time functions
final class JsonataPictures {
  private static final int MAX_PICTURE = 128;
  private static final int MAX_PARSED = 512;
  private static final long MAX_ROMAN = 100_000;

  /// The range of JavaScript's dates, in milliseconds on both sides of 1970.
  private static final double MAX_MILLIS = 8.64e15;

  /// Adjacent parts of a picture that can match the same characters, as many as they like: each
  /// multiplies the ways that a regular expression tries by the length of the text.
  private static final int MAX_AMBIGUOUS = 2;

  /// Parts of a picture that is parsed: each of one or two digits may double the ways.
  private static final int MAX_PARTS = 12;

  private static final Pattern WIDE = Pattern.compile("[1-9][0-9]{4}");
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?<!\\[[YMDHhms][0-9]{0,8})\\][A-Za-z0-9]*\\[|[wW]");

  private JsonataPictures() {}

  static void checkNumber(JsonataMeter meter, Arguments arguments) {
    checkPicture(arguments.text(1));
  }

  static void checkInteger(JsonataMeter meter, Arguments arguments) {
    String picture = arguments.text(1);
    checkPicture(picture);
    Number number = arguments.number(0);
    if (picture != null && number != null) {
      boolean roman = picture.indexOf('I') >= 0 || picture.indexOf('i') >= 0;
      if (roman && Math.abs(number.doubleValue()) > MAX_ROMAN) {
        throw JsonataMeter.failure("a Roman numeral is at most " + MAX_ROMAN);
      }
    }
  }

  static void checkParsedInteger(JsonataMeter meter, Arguments arguments) {
    checkParsed(arguments.text(0));
    checkPicture(arguments.text(1));
  }

  static void checkFromMillis(JsonataMeter meter, Arguments arguments) {
    Number millis = arguments.number(0);
    if (millis != null && !(Math.abs(millis.doubleValue()) <= MAX_MILLIS)) {
      throw JsonataMeter.failure("a time is at most 8.64e15 milliseconds from 1970");
    }
    checkPicture(arguments.text(1));
    checkPicture(arguments.text(2));
  }

  static @Nullable Object toMillis(JsonataMeter meter, Arguments arguments) throws ParseException {
    String text = arguments.text(0);
    String picture = arguments.text(1);
    if (text == null) {
      return null;
    }
    checkParsed(text);
    checkPicture(picture);
    if (picture == null) {
      try {
        // The library would take the time zone of the host.
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
      } catch (DateTimeException e) {
        return Functions.dateTimeToMillis(text, null);
      }
    }
    if (AMBIGUOUS.matcher(picture).results().count() > MAX_AMBIGUOUS
        || picture.chars().filter(c -> c == '[').count() > MAX_PARTS) {
      throw JsonataMeter.failure("the picture runs too many parts together");
    }
    return Functions.dateTimeToMillis(text, picture);
  }

  static @Nullable Object now(JsonataMeter meter, Arguments arguments) {
    checkPicture(arguments.text(0));
    checkPicture(arguments.text(1));
    return Functions.dateTimeFromMillis(
        meter.surroundings().now().toEpochMilli(), arguments.text(0), arguments.text(1));
  }

  static Object millis(JsonataMeter meter, Arguments arguments) {
    return meter.surroundings().now().toEpochMilli();
  }

  private static void checkPicture(@Nullable String picture) {
    if (picture == null) {
      return;
    }
    if (picture.length() > MAX_PICTURE) {
      throw JsonataMeter.failure("a picture has at most " + MAX_PICTURE + " characters");
    }
    if (WIDE.matcher(picture).find()) {
      throw JsonataMeter.failure("a picture asks for more than 9999 characters");
    }
  }

  private static void checkParsed(@Nullable String text) {
    if (text != null && text.length() > MAX_PARSED) {
      throw JsonataMeter.failure("a picture parses at most " + MAX_PARSED + " characters");
    }
  }
}
