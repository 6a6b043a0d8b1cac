package org.stepgate.routes;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.fastcgi.LogText;
import org.stepgate.http.ProblemException;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;

/// Asks the policy. Safe for many threads.
final class Access {
  private static final Logger LOG = LogManager.getLogger(Access.class);

  private static final String NOT_CALLED = "You may not call this.";

  private final Policy policy;

  Access(Policy policy) {
    this.policy = policy;
  }

  /// Whether it may be done.
  boolean may(Asker asker, Action action, Resource resource) {
    var caller = asker.principal();
    return switch (policy.decide(caller, action, resource, asker.context())) {
      case Decision.Allow _ -> true;
      case Decision.Deny(var _, var reason) -> {
        LOG.debug(
            "policy.denied subject={} action={} reason={}",
            LogText.quoted(caller.subject()),
            action,
            LogText.quoted(reason));
        yield false;
      }
    };
  }

  /// Asks before a route or machine is called.
  ///
  /// @param absent what is thrown for one that is not there
  /// @throws ProblemException 403 when it may not be, but may be seen, and to a caller who might
  ///   prove an identity; else `absent`
  void requireInvoke(Asker asker, Resource resource, Supplier<ProblemException> absent) {
    if (may(asker, Action.INVOKE, resource)) {
      return;
    }
    throw asker.principal().equals(Principal.ANONYMOUS) || may(asker, Action.READ, resource)
        ? ProblemException.forbidden(
            NOT_CALLED, asker.principal().subject() + " may not invoke " + resource)
        : absent.get();
  }

  /// What a caller is told of what is not there, or not there for him: where anything may be
  /// hidden, one who might prove an identity is told the same of both.
  ///
  /// @param absent what all others are told
  /// @return 403 for a caller who might prove an identity, else `absent`
  ProblemException absent(Asker asker, Supplier<ProblemException> absent) {
    ProblemException told = absent.get();
    return asker.principal().equals(Principal.ANONYMOUS) && policy.hides()
        ? ProblemException.forbidden(NOT_CALLED, told.detail())
        : told;
  }

  /// Asks before something is done with an execution.
  ///
  /// @param describe gives the execution, empty when there is none
  /// @throws ProblemException 404 when it may not be seen, the same as for an execution that is not
  ///   there; 403 when it may be seen, but this may not be done
  void require(
      Asker asker,
      Action action,
      ExecutionId id,
      Function<ExecutionId, Optional<ExecutionDescription>> describe) {
    Resource resource =
        policy.needsOrigin() ? resource(id, describe.apply(id).orElse(null)) : resource(id, null);
    if (may(asker, action, resource)) {
      return;
    }
    throw action != Action.READ && may(asker, Action.READ, resource)
        ? ProblemException.forbidden(
            "You may not do this with the execution.",
            asker.principal().subject() + " may not " + action.id() + " " + id)
        : noExecution();
  }

  /// Whether an item of a list may be seen.
  ///
  /// @param anyOf of which one at least has to be allowed
  boolean shows(Asker asker, Resource item, Action... anyOf) {
    return policy.shows(asker.principal(), List.of(anyOf), item, asker.context());
  }

  /// Whether an execution of a list may be seen.
  boolean shows(Asker asker, ExecutionDescription execution) {
    return shows(
        asker, resource(execution.id(), policy.needsOrigin() ? execution : null), Action.READ);
  }

  private static Resource resource(ExecutionId id, @Nullable ExecutionDescription execution) {
    return Resource.Execution.of(
        id.engine(),
        id.account(),
        id.machine(),
        id.name(),
        execution == null
            ? null
            : Resource.Origin.of(execution.route(), execution.caller()).orElse(null));
  }

  /// 404: there is no such execution, as far as the caller may know.
  static ProblemException noExecution() {
    return ProblemException.notFound("no such execution, or none that the caller may see");
  }
}
