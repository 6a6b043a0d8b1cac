package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class IsAuthorizedTest {
  private static final String ALICE =
      "'Principal':{'EntityType':'Stepgate::User','EntityId':'https://idp|alice'}";
  private static final String INVOKE =
      "'Action':{'ActionType':'Stepgate::Action','ActionId':'invoke'}";
  private static final String START =
      "'Action':{'ActionType':'Stepgate::Action','ActionId':'StartExecution'}";
  private static final String ORDERS =
      "'Resource':{'EntityType':'Stepgate::Machine','EntityId':'embedded:orders'}";

  private static final Principal CAROL =
      new Principal("https://idp", "carol", List.of("release"), JsonObject.EMPTY);

  private final Policies policies = new Policies((_, _, _, _) -> Decision.Allow.UNASKED);

  private void use(String text) {
    policies.use(Optional.of(new PolicyFiles(new TreeMap<>(Map.of("policies/p.cedar", text)))));
  }

  private AuthorizationAnswer ask(String... members) {
    return policies.isAuthorized(
        (JsonObject)
            JsonReader.read(
                ("{" + String.join(",", members) + "}").replace('\'', '"'), JsonLimits.NETWORK),
        CAROL);
  }

  private static AuthorizationAnswer decided(String json) {
    return new AuthorizationAnswer.Decided(
        (JsonObject) JsonReader.read(json.replace('\'', '"'), JsonLimits.NETWORK));
  }

  @Test
  void ask_permittedByAGroup_isAllowedAndSaysWhy() {
    use("@id(\"release\") permit (principal in Stepgate::Group::\"release\", action, resource);");

    assertThat(
            ask(
                ALICE,
                INVOKE,
                ORDERS,
                "'PolicyStoreId':'any'",
                "'Entities':{'EntityList':[{'Identifier':{'EntityType':'Stepgate::User',"
                    + "'EntityId':'https://idp|alice'},'Parents':[{'EntityType':"
                    + "'Stepgate::Group','EntityId':'release'}]}]}"))
        .isEqualTo(
            decided(
                "{'Decision':'ALLOW','DeterminingPolicies':[{'PolicyId':'p.cedar#release'}],"
                    + "'Errors':[]}"));
    assertThat(ask(ALICE, INVOKE, ORDERS))
        .isEqualTo(decided("{'Decision':'DENY','DeterminingPolicies':[],'Errors':[]}"));
  }

  @Test
  void ask_withoutPrincipal_isAboutTheStarterWhateverTheRequestTellsOfThem() {
    use("permit (principal in Stepgate::Group::\"release\", action, resource);");
    assertThat(ask(INVOKE, ORDERS))
        .extracting(answer -> ((AuthorizationAnswer.Decided) answer).content().string("Decision"))
        .isEqualTo("ALLOW");

    use("permit (principal in Stepgate::Group::\"security\", action, resource);");
    assertThat(
            ask(
                INVOKE,
                ORDERS,
                "'Entities':{'EntityList':[{'Identifier':{'EntityType':'Stepgate::User',"
                    + "'EntityId':'https://idp|carol'},'Parents':[{'EntityType':"
                    + "'Stepgate::Group','EntityId':'security'}]}]}"))
        .extracting(answer -> ((AuthorizationAnswer.Decided) answer).content().string("Decision"))
        .isEqualTo("DENY");
  }

  @Test
  void ask_forAnActionOfAGroup_knowsTheGroup() {
    use("permit (principal, action in [Stepgate::Action::\"invoke\"], resource);");

    assertThat(ask(ALICE, START, ORDERS))
        .isEqualTo(
            decided(
                "{'Decision':'ALLOW','DeterminingPolicies':[{'PolicyId':'p.cedar#1'}],"
                    + "'Errors':[]}"));
  }

  @Test
  void ask_withAContext_looksAtIt() {
    use(
        "permit (principal, action == Stepgate::Action::\"invoke\", resource)"
            + " when { context has sourceAddress && context.sourceAddress.isLoopback() };");

    assertThat(
            ask(
                ALICE,
                INVOKE,
                ORDERS,
                "'Context':{'ContextMap':{'sourceAddress':{'Ipaddr':'127.0.0.1'}}}"))
        .extracting(answer -> ((AuthorizationAnswer.Decided) answer).content().string("Decision"))
        .isEqualTo("ALLOW");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'scopes':{'Set':[{'String':'a'},{'String':'release'}]} | ALLOW
          'scopes':{'Set':[{'String':'a'}]}                      | DENY
          """)
  void ask_withAttributes_looksAtThem(String attributes, String decision) {
    use("permit (principal, action, resource) when { principal.scopes.contains(\"release\") };");

    var answer =
        ask(
            ALICE,
            INVOKE,
            ORDERS,
            "'Entities':{'EntityList':[{'Identifier':{'EntityType':'Stepgate::User',"
                + "'EntityId':'https://idp|alice'},'Attributes':{"
                + attributes
                + "}}]}");

    assertThat(((AuthorizationAnswer.Decided) answer).content().string("Decision"))
        .isEqualTo(decision);
  }

  @Test
  void ask_policyThatFails_isDeniedWithTheError() {
    use("permit (principal, action, resource) when { principal.subject == \"alice\" };");

    var answer = (AuthorizationAnswer.Decided) ask(ALICE, INVOKE, ORDERS);

    assertThat(answer.content().string("Decision")).isEqualTo("DENY");
    assertThat(answer.content().get("Errors")).asString().contains("p.cedar#1: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a':1",
        ALICE + "," + INVOKE,
        ALICE + ",'Action':{'ActionId':'invoke'}," + ORDERS,
        "'Principal':{'EntityType':'not a type','EntityId':'x'}," + INVOKE + "," + ORDERS,
        ALICE + "," + INVOKE + "," + ORDERS + ",'Entities':7",
        ALICE + "," + INVOKE + "," + ORDERS + ",'Entities':{'EntityList':[7]}",
        ALICE + "," + INVOKE + "," + ORDERS + ",'Context':{'ContextMap':{'a':'plain'}}",
        ALICE + "," + INVOKE + "," + ORDERS + ",'Context':{'ContextMap':{'a':{'Ipaddr':'x'}}}",
      })
  void ask_malformedRequest_isAValidationException(String request) {
    use("permit (principal, action, resource);");

    assertThat(ask(request))
        .isInstanceOfSatisfying(
            AuthorizationAnswer.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("ValidationException"));
  }

  @Test
  void ask_withoutPolicies_isNotFound() {
    assertThat(ask(ALICE, INVOKE, ORDERS))
        .isInstanceOfSatisfying(
            AuthorizationAnswer.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("ResourceNotFoundException"));
  }
}
