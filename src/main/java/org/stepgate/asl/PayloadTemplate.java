package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// A payload template: Parameters, ResultSelector or ItemSelector. Parts without expressions are
/// shared by all results. Immutable.
///
/// @spec https://states-language.net/spec.html#payload-template Amazon States Language, payload
///   templates
sealed interface PayloadTemplate {
  /// The value for this input.
  ///
  /// @throws EvaluationException when an expression does not apply
  JsonValue evaluate(JsonValue input, Scope scope);

  /// A part without expressions.
  record Constant(JsonValue value) implements PayloadTemplate {
    @Override
    public JsonValue evaluate(JsonValue input, Scope scope) {
      return value;
    }
  }

  /// The value of a name that ends in `.$`.
  record Binding(ValueExpression expression) implements PayloadTemplate {
    @Override
    public JsonValue evaluate(JsonValue input, Scope scope) {
      return scope.made(expression.evaluate(input, scope));
    }
  }

  /// An object.
  record Members(List<Member> members) implements PayloadTemplate {
    /// Copies the members.
    public Members {
      members = List.copyOf(members);
    }

    @Override
    public JsonValue evaluate(JsonValue input, Scope scope) {
      var object = JsonObject.builder();
      for (Member member : members) {
        object.put(member.name(), member.template().evaluate(input, scope));
      }
      return object.build();
    }
  }

  /// One member of the result.
  ///
  /// @param name its name, without `.$`
  record Member(String name, PayloadTemplate template) {}

  /// An array.
  record Elements(List<PayloadTemplate> elements) implements PayloadTemplate {
    /// Copies the elements.
    public Elements {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonValue evaluate(JsonValue input, Scope scope) {
      var array = new ArrayList<JsonValue>(elements.size());
      for (PayloadTemplate element : elements) {
        array.add(element.evaluate(input, scope));
      }
      return JsonArray.of(array);
    }
  }
}
