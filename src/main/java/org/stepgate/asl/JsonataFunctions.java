package org.stepgate.asl;

import static org.stepgate.asl.JsonataFunction.Cost.DEEP;
import static org.stepgate.asl.JsonataFunction.Cost.SHALLOW;
import static org.stepgate.asl.JsonataFunction.checked;
import static org.stepgate.asl.JsonataFunction.metered;
import static org.stepgate.asl.JsonataFunction.own;

import com.dashjoin.jsonata.JException;
import java.util.List;

/// All built-in functions, in place of the library's: none of its own can be reached. Those of Step
/// Functions beside those of JSONata.
final class JsonataFunctions {
  /// In the order of the language's reference.
  static final List<JsonataFunction> ALL =
      List.of(
          // Strings
          metered("string", "<x-b?:s>", DEEP),
          metered("length", "<s-:n>", SHALLOW),
          own("substring", "<s-nn?:s>", SHALLOW, 3, JsonataStrings::substring),
          own("substringBefore", "<s-s:s>", SHALLOW, 2, JsonataStrings::substringBefore),
          own("substringAfter", "<s-s:s>", SHALLOW, 2, JsonataStrings::substringAfter),
          own("lowercase", "<s-:s>", SHALLOW, 1, JsonataStrings::lowercase),
          own("uppercase", "<s-:s>", SHALLOW, 1, JsonataStrings::uppercase),
          metered("trim", "<s-:s>", SHALLOW),
          own("pad", "<s-ns?:s>", SHALLOW, 3, JsonataStrings::pad),
          own("contains", "<s-(sf):b>", SHALLOW, 2, JsonataMatching::contains),
          own("match", "<s-f<s:o>n?:a<o>>", SHALLOW, 3, JsonataMatching::match),
          own("replace", "<s-(sf)(sf)n?:s>", SHALLOW, 4, JsonataMatching::replace),
          own("split", "<s-(sf)n?:a<s>>", SHALLOW, 3, JsonataMatching::split),
          own("join", "<a<s>s?:s>", DEEP, 2, JsonataStrings::join),
          metered("base64encode", "<s-:s>", SHALLOW),
          metered("base64decode", "<s-:s>", SHALLOW),
          metered("encodeUrlComponent", "<s-:s>", SHALLOW),
          checked("encodeUrl", "<s-:s>", SHALLOW, JsonataStrings::checkUrl),
          metered("decodeUrlComponent", "<s-:s>", SHALLOW),
          metered("decodeUrl", "<s-:s>", SHALLOW),
          own("eval", "<sx?:x>", SHALLOW, 2, JsonataFunctions::eval),
          own("hash", "<s-s:s>", SHALLOW, 2, JsonataStrings::hash),
          own("parse", "<s-:x>", SHALLOW, 1, JsonataStrings::parse),
          // Numbers
          own("number", "<(nsb)-:n>", SHALLOW, 1, JsonataNumbers::number),
          own("abs", "<n-:n>", SHALLOW, 1, JsonataNumbers::abs),
          metered("floor", "<n-:n>", SHALLOW),
          metered("ceil", "<n-:n>", SHALLOW),
          own("round", "<n-n?:n>", SHALLOW, 2, JsonataNumbers::round),
          metered("power", "<n-n:n>", SHALLOW),
          metered("sqrt", "<n-:n>", SHALLOW),
          own("random", "<n?:n>", SHALLOW, 1, JsonataNumbers::random),
          own("uuid", "<:s>", SHALLOW, 0, JsonataNumbers::uuid),
          checked("formatNumber", "<n-so?:s>", SHALLOW, JsonataPictures::checkNumber),
          metered("formatBase", "<n-n?:s>", SHALLOW),
          checked("formatInteger", "<n-s:s>", SHALLOW, JsonataPictures::checkInteger),
          checked("parseInteger", "<s-s:n>", SHALLOW, JsonataPictures::checkParsedInteger),
          metered("sum", "<a<n>:n>", SHALLOW),
          metered("max", "<a<n>:n>", SHALLOW),
          metered("min", "<a<n>:n>", SHALLOW),
          metered("average", "<a<n>:n>", SHALLOW),
          // Booleans
          metered("boolean", "<x-:b>", SHALLOW),
          metered("not", "<x-:b>", SHALLOW),
          metered("exists", "<x:b>", SHALLOW),
          // Arrays
          metered("count", "<a:n>", SHALLOW),
          metered("append", "<xx:a>", SHALLOW),
          own("sort", "<af?:a>", SHALLOW, 2, JsonataArrays::sort),
          metered("reverse", "<a:a>", SHALLOW),
          own("shuffle", "<a:a>", SHALLOW, 1, JsonataArrays::shuffle),
          own("distinct", "<x:x>", DEEP, 1, JsonataArrays::distinct),
          metered("zip", "<a+>", SHALLOW),
          own("partition", "<an:a>", SHALLOW, 2, JsonataArrays::partition),
          own("range", "<nnn:a>", SHALLOW, 3, JsonataArrays::range),
          // Objects
          own("keys", "<x-:a<s>>", DEEP, 1, JsonataArrays::keys),
          metered("lookup", "<x-s:x>", SHALLOW),
          own("spread", "<x-:a<o>>", DEEP, 1, JsonataArrays::spread),
          metered("merge", "<a<o>:o>", DEEP),
          metered("sift", "<o-f?:o>", SHALLOW),
          metered("each", "<o-f:a>", SHALLOW),
          metered("error", "<s?:x>", SHALLOW),
          metered("assert", "<bs?:x>", SHALLOW),
          metered("type", "<x:s>", SHALLOW),
          own("clone", "<(oa)-:o>", SHALLOW, 1, (_, arguments) -> arguments.get(0)),
          // Functions of functions
          metered("map", "<af>", SHALLOW),
          metered("filter", "<af>", SHALLOW),
          metered("single", "<af?>", SHALLOW),
          metered("reduce", "<afj?:j>", SHALLOW),
          // Time
          own("now", "<s?s?:s>", SHALLOW, 2, JsonataPictures::now),
          own("millis", "<:n>", SHALLOW, 0, JsonataPictures::millis),
          checked("fromMillis", "<n-s?s?:s>", SHALLOW, JsonataPictures::checkFromMillis),
          own("toMillis", "<s-s?:n>", SHALLOW, 2, JsonataPictures::toMillis));

  private JsonataFunctions() {}

  /// Step Functions has no `$eval` either: what it would run could not be bounded beforehand.
  private static Object eval(JsonataMeter meter, JsonataFunction.Arguments arguments) {
    throw new JException("$eval is not supported", -1);
  }
}
