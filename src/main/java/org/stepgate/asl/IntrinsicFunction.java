package org.stepgate.asl;

import java.util.List;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The eighteen intrinsic functions: their names, what they take, and where they are computed.
///
/// @spec https://states-language.net/spec.html#appendix-b Amazon States Language, appendix B
@SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
enum IntrinsicFunction {
  /// `States.Format(template, value…)`
  FORMAT("Format", 1, Kind.STRING, Kind.ANY) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return new JsonString(
          TextFunctions.format(string(arguments, 0), arguments.subList(1, arguments.size())));
    }
  },
  /// `States.StringToJson(text)`
  STRING_TO_JSON("StringToJson", 1, Kind.STRING) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return TextFunctions.stringToJson(string(arguments, 0));
    }
  },
  /// `States.JsonToString(value)`
  JSON_TO_STRING("JsonToString", 1, Kind.ANY) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return new JsonString(arguments.getFirst().toString());
    }
  },
  /// `States.Array(value…)`
  ARRAY("Array", 0, Kind.ANY, Kind.ANY) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return JsonArray.of(arguments);
    }
  },
  /// `States.ArrayPartition(array, size)`
  ARRAY_PARTITION("ArrayPartition", 2, Kind.ARRAY, Kind.NUMBER) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return ArrayFunctions.partition(array(arguments, 0), integer(arguments, 1));
    }
  },
  /// `States.ArrayContains(array, value)`
  ARRAY_CONTAINS("ArrayContains", 2, Kind.ARRAY, Kind.ANY) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return JsonBoolean.of(ArrayFunctions.contains(array(arguments, 0), arguments.get(1)));
    }
  },
  /// `States.ArrayRange(first, last, step)`
  ARRAY_RANGE("ArrayRange", 3, Kind.NUMBER, Kind.NUMBER, Kind.NUMBER) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return ArrayFunctions.range(
          integer(arguments, 0), integer(arguments, 1), integer(arguments, 2));
    }
  },
  /// `States.ArrayGetItem(array, index)`
  ARRAY_GET_ITEM("ArrayGetItem", 2, Kind.ARRAY, Kind.NUMBER) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return ArrayFunctions.item(array(arguments, 0), integer(arguments, 1));
    }
  },
  /// `States.ArrayLength(array)`
  ARRAY_LENGTH("ArrayLength", 1, Kind.ARRAY) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return JsonNumber.of(array(arguments, 0).size());
    }
  },
  /// `States.ArrayUnique(array)`
  ARRAY_UNIQUE("ArrayUnique", 1, Kind.ARRAY) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return ArrayFunctions.unique(array(arguments, 0));
    }
  },
  /// `States.Base64Encode(text)`
  BASE64_ENCODE("Base64Encode", 1, Kind.STRING) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return new JsonString(TextFunctions.base64Encode(string(arguments, 0)));
    }
  },
  /// `States.Base64Decode(text)`
  BASE64_DECODE("Base64Decode", 1, Kind.STRING) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return new JsonString(TextFunctions.base64Decode(string(arguments, 0)));
    }
  },
  /// `States.Hash(value, algorithm)`
  HASH("Hash", 2, Kind.ANY, Kind.STRING) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return new JsonString(TextFunctions.hash(arguments.getFirst(), string(arguments, 1)));
    }
  },
  /// `States.JsonMerge(object, object, false)`
  JSON_MERGE("JsonMerge", 3, Kind.OBJECT, Kind.OBJECT, Kind.BOOLEAN) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      if (arguments.get(2).equals(JsonBoolean.TRUE)) {
        throw IntrinsicException.failure("only the shallow merge, false, is supported");
      }
      var merged = ((JsonObject) arguments.getFirst()).toBuilder();
      ((JsonObject) arguments.get(1)).members().forEach(merged::put);
      return merged.build();
    }
  },
  /// `States.MathRandom(from, to)`, or with a seed
  MATH_RANDOM("MathRandom", 2, Kind.NUMBER, Kind.NUMBER, Kind.NUMBER) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return arguments.size() == 2
          ? MathFunctions.random(integer(arguments, 0), integer(arguments, 1), scope.random())
          : MathFunctions.seededRandom(
              integer(arguments, 0), integer(arguments, 1), integer(arguments, 2));
    }
  },
  /// `States.MathAdd(number, number)`
  MATH_ADD("MathAdd", 2, Kind.NUMBER, Kind.NUMBER) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return JsonNumber.of((long) integer(arguments, 0) + integer(arguments, 1));
    }
  },
  /// `States.StringSplit(text, delimiters)`
  STRING_SPLIT("StringSplit", 2, Kind.STRING, Kind.STRING) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return TextFunctions.split(string(arguments, 0), string(arguments, 1));
    }
  },
  /// `States.UUID()`
  UUID("UUID", 0) {
    @Override
    JsonValue apply(List<JsonValue> arguments, Scope scope) {
      return new JsonString(MathFunctions.uuid(scope.random()).toString());
    }
  };

  private final String name;
  private final int required;
  private final List<Kind> kinds;

  IntrinsicFunction(String name, int required, Kind... kinds) {
    this.name = name;
    this.required = required;
    this.kinds = List.of(kinds);
  }

  /// The result for arguments whose number and kinds fit.
  ///
  /// @throws IntrinsicException when they do not fit otherwise
  abstract JsonValue apply(List<JsonValue> arguments, Scope scope);

  /// The function of that name, such as `States.Array`.
  ///
  /// @throws ExpressionSyntaxException when there is none
  static IntrinsicFunction named(String fullName) {
    for (IntrinsicFunction function : values()) {
      if (function.fullName().equals(fullName)) {
        return function;
      }
    }
    throw ExpressionSyntaxException.invalid("there is no function " + fullName);
  }

  String fullName() {
    return "States." + name;
  }

  /// Whether any number of further arguments may follow.
  private boolean isOpenEnded() {
    return this == FORMAT || this == ARRAY;
  }

  /// What the argument at that index, 0 for the first, must be.
  Kind kind(int index) {
    return kinds.get(Math.min(index, kinds.size() - 1));
  }

  /// @throws ExpressionSyntaxException when the function does not take that many arguments
  void checkCount(int count) {
    if (count < required || (count > kinds.size() && !isOpenEnded())) {
      throw ExpressionSyntaxException.invalid(
          fullName() + " does not take " + count + " arguments");
    }
  }

  /// @throws ExpressionSyntaxException when the function never takes `value` at that place
  void checkLiteral(int index, JsonValue value) {
    if (index < kinds.size() && !kind(index).accepts(value)) {
      throw ExpressionSyntaxException.invalid(
          "argument %d of %s must be %s".formatted(index + 1, fullName(), kind(index).phrase()));
    }
  }

  private static String string(List<JsonValue> arguments, int index) {
    return ((JsonString) arguments.get(index)).value();
  }

  private static JsonArray array(List<JsonValue> arguments, int index) {
    return (JsonArray) arguments.get(index);
  }

  private static int integer(List<JsonValue> arguments, int index) {
    return MathFunctions.round((JsonNumber) arguments.get(index));
  }

  /// What an argument must be.
  enum Kind {
    /// Any value.
    ANY("a value"),
    /// A string.
    STRING("a string"),
    /// A number.
    NUMBER("a number"),
    /// An array.
    ARRAY("an array"),
    /// An object.
    OBJECT("an object"),
    /// `true` or `false`.
    BOOLEAN("true or false");

    private final String phrase;

    Kind(String phrase) {
      this.phrase = phrase;
    }

    String phrase() {
      return phrase;
    }

    boolean accepts(JsonValue value) {
      return switch (this) {
        case ANY -> true;
        case STRING -> value instanceof JsonString;
        case NUMBER -> value instanceof JsonNumber;
        case ARRAY -> value instanceof JsonArray;
        case OBJECT -> value instanceof JsonObject;
        case BOOLEAN -> value instanceof JsonBoolean;
      };
    }
  }
}
