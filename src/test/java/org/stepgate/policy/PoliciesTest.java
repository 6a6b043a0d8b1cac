package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class PoliciesTest {
  private static final Resource ORDERS = new Resource.Route("orders");
  private static final Principal ALICE = principal("alice", "{}", "release");

  private final Policies policies = new Policies((_, _, _, _) -> new Decision.Deny("without"));

  private static Principal principal(String subject, String claims, String... groups) {
    return new Principal(
        "https://idp.example",
        subject,
        List.of(groups),
        (JsonObject) JsonReader.read(claims, JsonLimits.NETWORK));
  }

  private static Optional<PolicyFiles> files(String text) {
    return Optional.of(new PolicyFiles(new TreeMap<>(Map.of("policies/site.cedar", text))));
  }

  private Decision decide(Principal principal, Action action, Resource resource) {
    return policies.decide(principal, action, resource, Context.NONE);
  }

  @Test
  void t23_decide_beforeAConfigurationIsInForce_isDenied() {
    var open = new Policies((_, _, _, _) -> Decision.Allow.UNASKED);

    assertThat(open.decide(ALICE, Action.INVOKE, ORDERS, Context.NONE).isAllowed()).isFalse();

    open.use(Optional.empty());
    assertThat(open.decide(ALICE, Action.INVOKE, ORDERS, Context.NONE).isAllowed()).isTrue();
  }

  @Test
  void decide_withoutPolicies_isWhatTheSiteHasInstead() {
    policies.use(Optional.empty());

    assertThat(decide(ALICE, Action.INVOKE, ORDERS)).isEqualTo(new Decision.Deny("without"));
    assertThat(policies.needsOrigin()).isTrue();
  }

  @Test
  void decide_noPolicyAtAll_isDenied() {
    policies.use(Optional.of(new PolicyFiles(new TreeMap<>())));

    assertThat(decide(ALICE, Action.INVOKE, ORDERS).isAllowed()).isFalse();
  }

  @Test
  void decide_permitted_namesThePolicies() {
    policies.use(
        files(
            """
            @id("open")
            permit (principal, action == Stepgate::Action::"invoke",
              resource == Stepgate::Route::"orders");
            permit (principal in Stepgate::Group::"release", action, resource);
            @id("not-mallory")
            forbid (principal, action, resource) when { principal.subject == "mallory" };
            """));

    assertThat(decide(ALICE, Action.INVOKE, ORDERS))
        .isEqualTo(new Decision.Allow(List.of("site.cedar#2", "site.cedar#open")));
    assertThat(decide(principal("bob", "{}"), Action.INVOKE, ORDERS))
        .isEqualTo(new Decision.Allow(List.of("site.cedar#open")));
    assertThat(decide(principal("mallory", "{}"), Action.INVOKE, ORDERS))
        .isEqualTo(new Decision.Deny(List.of("site.cedar#not-mallory"), "a policy forbids it"));
    assertThat(decide(principal("bob", "{}"), Action.READ, ORDERS))
        .isEqualTo(new Decision.Deny(List.of(), "no policy permits it"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"scopes\":[\"a\",\"orders:write\",\"b\"]}', true",
    "'{\"scopes\":[\"orders:write2\",7]}', false",
    "'{\"scopes\":\"orders:write\"}', false",
    "'{\"scope\":\"orders:write\"}', false",
    "'{}', false",
  })
  void decide_byScope(String claims, boolean allowed) {
    policies.use(
        files(
            "permit (principal, action, resource)"
                + " when { principal.scopes.contains(\"orders:write\") };"));

    assertThat(decide(principal("alice", claims), Action.INVOKE, ORDERS).isAllowed())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"department\":\"ops\"}', true",
    "'{\"department\":[\"it\",\"ops\",7]}', true",
    "'{\"department\":{\"a\":\"ops\"}}', false",
    "'{}', false",
  })
  void decide_byClaim(String claims, boolean allowed) {
    policies.use(
        files(
            "permit (principal, action, resource) when { principal.hasTag(\"department\")"
                + " && principal.getTag(\"department\").contains(\"ops\") };"));

    assertThat(decide(principal("alice", claims), Action.INVOKE, ORDERS).isAllowed())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.1.2.3, true",
    "::1, true",
    "10.0.0.1, false",
    "'', false",
    "localhost, false",
    "::ffff:127.0.0.1, false",
  })
  void decide_byAddress(String address, boolean allowed) {
    policies.use(
        files(
            "permit (principal, action, resource)"
                + " when { context has sourceAddress && context.sourceAddress.isLoopback() };"));

    assertThat(policies.decide(ALICE, Action.INVOKE, ORDERS, new Context(address)).isAllowed())
        .isEqualTo(allowed);
  }

  @Test
  void decide_whoStartedIt_mayReadIt() {
    policies.use(
        files(
            """
            permit (principal, action in [Stepgate::Action::"read"], resource is Stepgate::Execution)
            when { resource has requester && resource.requester == principal };
            """));
    var hers =
        new Resource.Execution(
            "embedded", "m", "e", new Resource.Origin(null, ALICE.issuer(), "alice"));
    var elsewhere =
        new Resource.Execution(
            "embedded", "m", "e", new Resource.Origin(null, "https://other", "alice"));

    assertThat(policies.needsOrigin()).isTrue();
    assertThat(decide(ALICE, Action.DESCRIBE_EXECUTION, hers).isAllowed()).isTrue();
    assertThat(decide(ALICE, Action.READ, hers).isAllowed()).isTrue();
    assertThat(decide(ALICE, Action.STOP, hers).isAllowed()).isFalse();
    assertThat(decide(ALICE, Action.READ, elsewhere).isAllowed()).isFalse();
    assertThat(decide(ALICE, Action.READ, new Resource.Execution("embedded", "m", "e")).isAllowed())
        .isFalse();
  }

  @Test
  void decide_byMachineAndRoute_ofAnExecution() {
    policies.use(
        files(
            """
            @id("machine") permit (principal, action == Stepgate::Action::"read",
              resource in Stepgate::Machine::"embedded:m");
            @id("route") permit (principal, action == Stepgate::Action::"read",
              resource is Stepgate::Execution)
            when { resource has route && resource.route == Stepgate::Route::"orders" };
            """));

    assertThat(
            decide(
                ALICE,
                Action.READ,
                new Resource.Execution(
                    "embedded", "m", "e", new Resource.Origin("orders", "i", "s"))))
        .isEqualTo(new Decision.Allow(List.of("site.cedar#machine", "site.cedar#route")));
    assertThat(
            decide(ALICE, Action.READ, new Resource.Execution("embedded", "other", "e"))
                .isAllowed())
        .isFalse();
    assertThat(decide(ALICE, Action.READ, new Resource.Machine("embedded", "m")).isAllowed())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void decide_everyAction_isInTheSchemaWithItsGroup(Action action) {
    String own = action.group().isEmpty() ? action.id() : action.group();
    String text =
        "permit (principal, action in [Stepgate::Action::\"%s\"], resource);".formatted(own);
    assertThat(Policies.check(files(text.replace(own, action.id())).orElseThrow())).isEmpty();

    policies.use(files(text));

    assertThat(decide(ALICE, action, new Resource.Account("123456789012")).isAllowed()).isTrue();
    assertThat(CedarCompiler.schema().toString()).contains('"' + action.id() + '"');
  }

  @Test
  void decide_everyKindOfResource_canBeNamed() {
    var named =
        Map.of(
            "Route::\"r\"", new Resource.Route("r"),
            "Machine::\"embedded:m\"", new Resource.Machine("embedded", "m"),
            "Execution::\"embedded:m:e\"", new Resource.Execution("embedded", "m", "e"),
            "Machine::\"embedded:222222222222:m\"",
                Resource.Machine.of("embedded", "222222222222", "m"),
            "Execution::\"embedded:222222222222:m:e\"",
                Resource.Execution.of("embedded", "222222222222", "m", "e", null),
            "Schedule::\"s\"", new Resource.Schedule("s"),
            "Approval::\"a\"", new Resource.Approval("a", "release"),
            "Activity::\"arn:aws:states:r:1:activity:a\"",
                new Resource.Named("arn:aws:states:r:1:activity:a"),
            "Named::\"nonsense\"", new Resource.Named("nonsense"),
            "Account::\"123456789012\"", new Resource.Account("123456789012"));
    var wrong = new ArrayList<String>();

    named.forEach((name, resource) -> {
      policies.use(files("permit (principal, action, resource == Stepgate::" + name + ");"));
      named.forEach((_, other) -> {
        if (decide(ALICE, Action.READ, other).isAllowed() != other.equals(resource)) {
          wrong.add(name + " and " + other);
        }
      });
    });

    assertThat(wrong).isEmpty();
  }

  @Test
  void use_otherPolicies_forgetsWhatWasDecided() {
    policies.use(files("permit (principal, action, resource);"));
    assertThat(decide(ALICE, Action.INVOKE, ORDERS).isAllowed()).isTrue();

    policies.use(files("forbid (principal, action, resource);"));

    assertThat(decide(ALICE, Action.INVOKE, ORDERS).isAllowed()).isFalse();
    policies.use(Optional.empty());
    assertThat(decide(ALICE, Action.INVOKE, ORDERS)).isEqualTo(new Decision.Deny("without"));
  }

  @Test
  void t23_faultyPolicies_leaveTheOldOnesInForce() {
    policies.use(files("permit (principal, action, resource);"));

    policies.use(files("permit (principal, action, resource"));

    assertThat(decide(ALICE, Action.INVOKE, ORDERS).isAllowed()).isTrue();
  }

  @Test
  void t23_faultyPoliciesFromTheStart_denyEverything() {
    policies.use(files("permit (principal, action, resource"));

    assertThat(decide(ALICE, Action.INVOKE, ORDERS).isAllowed()).isFalse();
    assertThat(policies.needsOrigin()).isFalse();
  }
}
