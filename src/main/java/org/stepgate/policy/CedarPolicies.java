package org.stepgate.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// Policies that were read and checked, and can be asked. Immutable; safe for many threads.
///
/// Each action has a set of its own, of the policies that can apply to it: a decision costs as much
/// as the set has policies.
final class CedarPolicies {
  private static final Logger LOG = LogManager.getLogger(CedarPolicies.class);

  /// Sets that the native library keeps, above what two generations of policies can have.
  private static final int NATIVE_SETS = 1_000;

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final Map<Action, PolicySet> sets = new EnumMap<>(Action.class);
  private final PolicySet all;
  private final Looks looks;

  /// @param policies in the order of the files; the ids differ
  CedarPolicies(List<CedarPolicy> policies) {
    PolicySet.setCacheMaxPolicySets(NATIVE_SETS);
    var known = new HashMap<List<CedarPolicy>, PolicySet>();
    for (Action action : Action.values()) {
      List<CedarPolicy> applying =
          policies.stream().filter(policy -> policy.scope().mayApply(action)).toList();
      sets.put(action, known.computeIfAbsent(applying, CedarPolicies::cached));
    }
    all = known.computeIfAbsent(List.copyOf(policies), CedarPolicies::cached);
    looks = Looks.of(policies.stream().map(CedarPolicy::json).toList());
  }

  private static PolicySet cached(List<CedarPolicy> policies) {
    var set = new HashSet<Policy>();
    policies.forEach(policy -> set.add(new Policy(policy.text(), policy.id())));
    var made = new PolicySet(set);
    try {
      made.cache();
    } catch (CacheException e) {
      throw new IllegalStateException("policies that were checked cannot be kept", e);
    }
    return made;
  }

  /// What the policies look at.
  Looks looks() {
    return looks;
  }

  /// The decision; what cannot be decided is denied.
  Decision decide(Question question) {
    PolicySet policies = sets.get(question.action());
    if (policies == null || policies.policies.isEmpty()) {
      return new Decision.Deny("no policy is about this action");
    }
    CedarEntities asked = CedarEntities.of(question);
    try {
      return decision(
          engine.isAuthorized(
              new AuthorizationRequest(
                  asked.principal(),
                  asked.action(),
                  asked.resource(),
                  Optional.of(asked.context()),
                  Optional.empty(),
                  false),
              policies,
              asked.entities()));
    } catch (AuthException | RuntimeException e) {
      LOG.error("policy.undecided action={}", question.action().id(), e);
      return new Decision.Deny("the policies could not be asked: " + e.getMessage());
    }
  }

  /// Asks all policies what a request in the form of the API asks.
  AuthorizationAnswer isAuthorized(JsonObject request, Principal starter) {
    try {
      var question = AuthorizationQuestion.of(request, starter);
      return answer(engine.isAuthorized(question.request(), all, question.entities()));
    } catch (AuthorizationQuestion.InvalidException e) {
      return AuthorizationAnswer.Refused.invalid(String.valueOf(e.getMessage()));
    } catch (AuthException e) {
      return AuthorizationAnswer.Refused.invalid("The request is not understood");
    }
  }

  private static AuthorizationAnswer answer(AuthorizationResponse response) {
    AuthorizationSuccessResponse answer = response.success.orElse(null);
    if (answer == null) {
      var messages = new ArrayList<String>();
      response.errors.ifPresent(errors -> errors.forEach(error -> messages.add(error.message)));
      return AuthorizationAnswer.Refused.invalid(String.join("; ", messages));
    }
    var failed =
        answer.getErrors().stream()
            .map(error -> error.getPolicyId() + ": " + error.getError().message)
            .toList();
    return new AuthorizationAnswer.Decided(
        JsonObject.builder()
            .put("Decision", answer.isAllowed() && failed.isEmpty() ? "ALLOW" : "DENY")
            .put("DeterminingPolicies", named("PolicyId", answer.getReason()))
            .put("Errors", named("ErrorDescription", failed))
            .build());
  }

  private static JsonArray named(String name, Collection<String> texts) {
    return JsonValue.array(
        texts.stream().sorted().toList(), text -> JsonObject.of(name, new JsonString(text)));
  }

  private static Decision decision(AuthorizationResponse response) {
    AuthorizationSuccessResponse answer = response.success.orElse(null);
    if (answer == null) {
      LOG.error("policy.undecided errors={}", response.errors);
      return new Decision.Deny("the question was not understood");
    }
    if (!answer.getErrors().isEmpty()) {
      // A policy that fails is left out of the decision. If it forbids, that must not permit.
      var failed = new ArrayList<String>();
      answer.getErrors().forEach(error -> failed.add(error.getPolicyId()));
      LOG.warn("policy.failed policies={}", failed);
      return new Decision.Deny(failed, "policies failed: " + String.join(", ", failed));
    }
    var determining = List.copyOf(answer.getReason());
    return answer.isAllowed()
        ? new Decision.Allow(determining)
        : new Decision.Deny(
            determining, determining.isEmpty() ? "no policy permits it" : "a policy forbids it");
  }
}
