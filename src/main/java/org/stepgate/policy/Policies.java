package org.stepgate.policy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.Position;
import org.stepgate.policy.CedarCompiler.Compiled;
import org.stepgate.principal.Principal;

/// The policies of the configuration in force. What no policy permits is denied, and everything is
/// while no configuration is in force; a site without policies has another policy, which is its
/// own.
///
/// Reading policies takes a while the first time, as it loads a native library: [#prepare] begins
/// that early, on a thread of its own. A site without policies never does it.
///
/// Threads: safe for use by any.
public final class Policies implements Policy {
  private static final Logger LOG = LogManager.getLogger(Policies.class);

  /// How many decisions are remembered. The least recently asked one is forgotten first.
  static final int REMEMBERED = 16_384;

  private static final Decision UNREADABLE = new Decision.Deny("the policies cannot be read");

  private static final Policy NOTHING_IN_FORCE =
      (_, _, _, _) -> new Decision.Deny("no configuration is in force");

  private final Policy without;
  private @Nullable Reading latest;
  private volatile @Nullable InForce inForce;

  /// What applies where nothing is in force. It never becomes [#NOTHING_IN_FORCE] again.
  private volatile Policy otherwise = NOTHING_IN_FORCE;

  /// Policies that deny everything until [#use].
  ///
  /// @param without what applies once a configuration in force says that there are none
  public Policies(Policy without) {
    this.without = without;
  }

  private record Reading(PolicyFiles files, CompletableFuture<Compiled> result) {}

  /// Policies with their decisions, which end with them.
  private record InForce(
      PolicyFiles files, CompletableFuture<Compiled> reading, Remembered remembered) {
    InForce(PolicyFiles files, CompletableFuture<Compiled> reading) {
      this(files, reading, new Remembered(REMEMBERED));
    }

    @Nullable CedarPolicies policies() {
      return switch (reading.join()) {
        case Compiled.Usable(CedarPolicies policies) -> policies;
        case Compiled.Faulty _ -> null;
      };
    }
  }

  /// What is wrong with policies, by file and position; empty when they are fine.
  public static List<PolicyFault> check(PolicyFiles files) {
    return faults(CedarCompiler.compile(files));
  }

  private static List<PolicyFault> faults(Compiled compiled) {
    return switch (compiled) {
      case Compiled.Usable _ -> List.of();
      case Compiled.Faulty(var faults) -> faults;
    };
  }

  /// Begins to read policies that will be checked or used soon.
  public void prepare(PolicyFiles files) {
    var _ = reading(files);
  }

  /// As [#check], with the work of [#prepare] and for that of [#use].
  public List<PolicyFault> checked(PolicyFiles files) {
    try {
      return faults(reading(files).join());
    } catch (CompletionException e) {
      String file = files.texts().isEmpty() ? "policies" : files.texts().firstEntry().getKey();
      return List.of(
          new PolicyFault(file, new Position(1, 1), "policies cannot be read: " + e.getCause()));
    }
  }

  /// Brings policies into force, and forgets all decisions by others. While they are being read for
  /// the first time, questions wait. Policies that are faulty change nothing, which is logged; if
  /// there were none before, everything is denied.
  ///
  /// @param files empty for a site without policies
  public void use(Optional<PolicyFiles> files) {
    if (files.isEmpty()) {
      otherwise = without;
      inForce = null;
      return;
    }
    InForce now = inForce;
    if (now != null && now.files().equals(files.get())) {
      return;
    }
    var next = new InForce(files.get(), reading(files.get()));
    if (now == null) {
      inForce = next;
      var _ = next.reading().thenAccept(Policies::report);
    } else if (report(next.reading().join())) {
      inForce = next;
    }
  }

  private static boolean report(Compiled compiled) {
    List<PolicyFault> faults = faults(compiled);
    if (!faults.isEmpty()) {
      LOG.error(
          "policy.refused faults={} message=\"the ones before stay in force\"", faults.size());
      faults.forEach(fault ->
          LOG.error(
              "policy.fault at=\"{}:{}: {}\"", fault.file(), fault.position(), fault.message()));
    }
    return faults.isEmpty();
  }

  private synchronized CompletableFuture<Compiled> reading(PolicyFiles files) {
    Reading known = latest;
    if (known != null && known.files().equals(files)) {
      return known.result();
    }
    var result = new CompletableFuture<Compiled>();
    latest = new Reading(files, result);
    Thread.ofPlatform()
        .name("policies")
        .daemon()
        .start(() -> {
          try {
            result.complete(CedarCompiler.compile(files));
          } catch (RuntimeException | Error e) {
            LOG.error("policy.not_read", e);
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  @Override
  public Decision decide(Principal principal, Action action, Resource resource, Context context) {
    InForce now = inForce;
    if (now == null) {
      return otherwise.decide(principal, action, resource, context);
    }
    CedarPolicies policies = usable(now);
    if (policies == null) {
      return UNREADABLE;
    }
    var question = Question.of(principal, action, resource, context);
    return now.remembered().get(policies.looks().reduced(question), policies::decide);
  }

  /// Answers a machine that asks in the form of `IsAuthorized` of Amazon Verified Permissions, of
  /// entities of its own or of ours. Nothing is remembered.
  ///
  /// @param request the content of the request; `PolicyStoreId` may be any
  /// @param starter who has started the execution: whom the question is about when the request has
  ///   no `Principal`
  /// @spec
  ///   https://docs.aws.amazon.com/verifiedpermissions/latest/apireference/API_IsAuthorized.html
  public AuthorizationAnswer isAuthorized(JsonObject request, Principal starter) {
    InForce now = inForce;
    CedarPolicies policies = now == null ? null : usable(now);
    return policies == null
        ? new AuthorizationAnswer.Refused(
            "ResourceNotFoundException", "This site has no policies that can be asked.")
        : policies.isAuthorized(request, starter);
  }

  private static @Nullable CedarPolicies usable(InForce now) {
    try {
      return now.policies();
    } catch (RuntimeException e) {
      return null; // logged when it happened
    }
  }

  @Override
  public boolean hides() {
    return inForce != null || otherwise.hides();
  }

  @Override
  public boolean needsOrigin() {
    InForce now = inForce;
    if (now == null) {
      return otherwise.needsOrigin();
    }
    CedarPolicies policies = usable(now);
    return policies != null && policies.looks().origin();
  }
}
