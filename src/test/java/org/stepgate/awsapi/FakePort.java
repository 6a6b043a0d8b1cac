package org.stepgate.awsapi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An interface of the port whose operations answer as a test says, and which keeps what they were
/// asked. An operation that the test says nothing of fails.
final class FakePort implements InvocationHandler {
  private final Map<String, Function<List<Object>, @Nullable Object>> answers = new HashMap<>();

  /// The arguments of all calls, in order.
  final List<List<Object>> asked = new ArrayList<>();

  /// Lets an operation answer.
  FakePort answer(String operation, @Nullable Object value) {
    return with(operation, _ -> value);
  }

  FakePort with(String operation, Function<List<Object>, @Nullable Object> answer) {
    answers.put(operation, answer);
    return this;
  }

  /// The port.
  <T> T as(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    var given = new ArrayList<Object>();
    if (arguments != null) {
      for (Object argument : arguments) {
        given.add(argument);
      }
    }
    var answer = answers.get(method.getName());
    if (answer == null) {
      throw new AssertionError("nobody expected " + method.getName());
    }
    asked.add(given);
    return answer.apply(given);
  }
}
