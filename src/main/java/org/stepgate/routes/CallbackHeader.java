package org.stepgate.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

/// The header `Stepgate-Callback`: an address that is told of the end of the execution that the
/// request starts. Immutable.
final class CallbackHeader {
  static final String FIELD = "Stepgate-Callback";

  private final Predicate<String> allowed;

  /// @param allowed whether an address may be named
  CallbackHeader(Predicate<String> allowed) {
    this.allowed = allowed;
  }

  /// Who is told of the end.
  ///
  /// @param always those who are told whatever the request says
  /// @throws ProblemException 400 when there is more than one address, or one that may not be named
  List<String> tells(HttpRequest request, List<String> always) {
    List<String> fields = request.headers().all(FIELD);
    if (fields.isEmpty()) {
      return always;
    }
    if (fields.size() > 1) {
      throw ProblemException.badRequest(
          "There is more than one header Stepgate-Callback.", fields.size() + " callbacks");
    }
    String address = fields.getFirst().strip();
    if (!allowed.test(address)) {
      throw ProblemException.badRequest(
          "The address in Stepgate-Callback may not be called.", "callback " + address);
    }
    var tells = new ArrayList<>(always);
    tells.add(address);
    return tells;
  }
}
