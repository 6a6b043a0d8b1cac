package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.AliasDetail;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.UpdateAlias;
import org.stepgate.workflow.VersionSummary;
import org.stepgate.workflow.VersionWeight;

/// What the operations about versions, aliases and tags ask of the port, and how they write the
/// answers.
class VersionOperationsTest extends OperationsFixture {
  @Test
  void publishStateMachineVersion_passesRevisionAndDescription() throws InterruptedException {
    port.answer("publishVersion", new VersionSummary(MACHINE + ":1", TIME));

    assertThat(
            answer(
                Operation.PUBLISH_STATE_MACHINE_VERSION,
                "{'stateMachineArn':'%s','revisionId':'r','description':'d'}".formatted(MACHINE)))
        .isEqualTo(
            json(
                "{'stateMachineVersionArn':'%s:1','creationDate':%s}".formatted(MACHINE, SECONDS)));
    assertThat(port.asked.getLast())
        .containsExactly(new PublishVersion(ACCOUNT, MACHINE, "r", "d"));
  }

  @Test
  void aliases_areMadeShownMovedAndListed() throws InterruptedException {
    var alias =
        new AliasDetail(
            MACHINE + ":live",
            "live",
            "d",
            List.of(new VersionWeight(MACHINE + ":1", 100)),
            TIME,
            TIME);
    port.answer("createAlias", alias)
        .answer("describeAlias", alias)
        .answer("updateAlias", TIME)
        .answer("listAliases", new Page<>(List.of(alias), null));
    String routing =
        "'routingConfiguration':[{'stateMachineVersionArn':'%s:1','weight':100}]"
            .formatted(MACHINE);

    Object created =
        answer(Operation.CREATE_STATE_MACHINE_ALIAS, "{'name':'live'," + routing + "}");
    Object described =
        answer(
            Operation.DESCRIBE_STATE_MACHINE_ALIAS,
            "{'stateMachineAliasArn':'%s:live'}".formatted(MACHINE));
    Object updated =
        answer(
            Operation.UPDATE_STATE_MACHINE_ALIAS,
            "{'stateMachineAliasArn':'%s:live'}".formatted(MACHINE));
    Object listed =
        answer(Operation.LIST_STATE_MACHINE_ALIASES, "{'stateMachineArn':'%s'}".formatted(MACHINE));

    assertThat(created)
        .isEqualTo(
            json(
                "{'stateMachineAliasArn':'%s:live','creationDate':%s}"
                    .formatted(MACHINE, SECONDS)));
    assertThat(described)
        .isEqualTo(
            json(
                "{'stateMachineAliasArn':'%s:live','name':'live','description':'d',%s,'creationDate':%s,'updateDate':%s}"
                    .formatted(MACHINE, routing, SECONDS, SECONDS)));
    assertThat(updated).isEqualTo(json("{'updateDate':%s}".formatted(SECONDS)));
    assertThat(listed)
        .isEqualTo(
            json(
                "{'stateMachineAliases':[{'stateMachineAliasArn':'%s:live','creationDate':%s}]}"
                    .formatted(MACHINE, SECONDS)));
    assertThat(port.asked.get(0))
        .containsExactly(
            new CreateAlias(
                ACCOUNT, "live", null, List.of(new VersionWeight(MACHINE + ":1", 100))));
    assertThat(port.asked.get(2))
        .containsExactly(new UpdateAlias(ACCOUNT, MACHINE + ":live", null, null));
  }

  @Test
  void deletions_answerWithNothing() throws InterruptedException {
    port.answer("delete", null).answer("deleteVersion", null).answer("deleteAlias", null);

    assertThat(
            answer(
                Operation.DELETE_STATE_MACHINE_VERSION,
                "{'stateMachineVersionArn':'%s:1'}".formatted(MACHINE)))
        .isEqualTo(JsonObject.EMPTY);
    assertThat(
            answer(
                Operation.DELETE_STATE_MACHINE_ALIAS,
                "{'stateMachineAliasArn':'%s:live'}".formatted(MACHINE)))
        .isEqualTo(JsonObject.EMPTY);
    assertThat(answer(Operation.DELETE_ACTIVITY, "{'activityArn':'%s'}".formatted(ACTIVITY)))
        .isEqualTo(JsonObject.EMPTY);
    assertThat(port.asked)
        .containsExactly(
            List.of(ACCOUNT, MACHINE + ":1"),
            List.of(ACCOUNT, MACHINE + ":live"),
            List.of(ACCOUNT, ACTIVITY));
  }

  @Test
  void tags_areSetTakenOffAndShown() throws InterruptedException {
    port.answer("tag", null).answer("untag", null).answer("tags", List.of(new Tag("k", "v")));

    answer(
        Operation.TAG_RESOURCE,
        "{'resourceArn':'%s','tags':[{'key':'k','value':'v'}]}".formatted(MACHINE));
    answer(Operation.UNTAG_RESOURCE, "{'resourceArn':'%s','tagKeys':['k']}".formatted(MACHINE));
    Object shown =
        answer(Operation.LIST_TAGS_FOR_RESOURCE, "{'resourceArn':'%s'}".formatted(MACHINE));

    assertThat(shown).isEqualTo(json("{'tags':[{'key':'k','value':'v'}]}"));
    assertThat(port.asked.get(0)).containsExactly(ACCOUNT, MACHINE, List.of(new Tag("k", "v")));
    assertThat(port.asked.get(1)).containsExactly(ACCOUNT, MACHINE, List.of("k"));
  }
}
