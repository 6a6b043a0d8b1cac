package org.stepgate.routes;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.fastcgi.LogText;
import org.stepgate.http.ProblemException;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.workflow.ExecutionId;

/// Asks the policy. Safe for many threads.
final class Access {
  private static final Logger LOG = LogManager.getLogger(Access.class);

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
  /// @throws ProblemException 403 when it may not be
  void requireInvoke(Asker asker, Resource resource) {
    if (!may(asker, Action.INVOKE, resource)) {
      throw ProblemException.forbidden(
          "You may not call this.", asker.principal().subject() + " may not invoke " + resource);
    }
  }

  /// Asks before something is done with an execution.
  ///
  /// @throws ProblemException 404 when it may not be, the same as for an execution that is not
  ///   there
  void require(Asker asker, Action action, ExecutionId id) {
    if (!may(asker, action, resource(id))) {
      throw noExecution();
    }
  }

  static Resource resource(ExecutionId id) {
    return new Resource.Execution(id.engine(), id.machine(), id.name());
  }

  /// 404: there is no such execution, as far as the caller may know.
  static ProblemException noExecution() {
    return ProblemException.notFound("no such execution, or none that the caller may see");
  }
}
