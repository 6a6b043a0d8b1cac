package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.CreateMachine;
import org.stepgate.workflow.CreatedMachine;
import org.stepgate.workflow.Diagnostic;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineSummary;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.UpdateMachine;
import org.stepgate.workflow.UpdatedMachine;
import org.stepgate.workflow.ValidateDefinition;
import org.stepgate.workflow.ValidationResult;

/// What the operations about machines ask of the port, and how they write the answers.
class MachineOperationsTest extends OperationsFixture {
  @Test
  void createStateMachine_passesEverything() throws InterruptedException {
    port.answer("create", new CreatedMachine(MACHINE, TIME, MACHINE + ":1"));

    Object answer =
        answer(
            Operation.CREATE_STATE_MACHINE,
            """
            {'name':'m','definition':'{}','roleArn':'role','type':'EXPRESS','publish':true,
            'versionDescription':'d','tags':[{'key':'k','value':'v'}],
            'loggingConfiguration':{'level':'ERROR','destinations':
              [{'cloudWatchLogsLogGroup':{'logGroupArn':'g'}}]},
            'tracingConfiguration':{'enabled':true},
            'encryptionConfiguration':{'type':'CUSTOMER_MANAGED_KMS_KEY','kmsKeyId':'key',
              'kmsDataKeyReusePeriodSeconds':60}}
            """);

    assertThat(answer)
        .isEqualTo(
            json(
                "{'stateMachineArn':'%s','creationDate':%s,'stateMachineVersionArn':'%s:1'}"
                    .formatted(MACHINE, SECONDS, MACHINE)));
    assertThat(port.asked)
        .containsExactly(
            List.of(
                new CreateMachine(
                    ACCOUNT,
                    "m",
                    "{}",
                    "role",
                    MachineType.EXPRESS,
                    new MachineSettings(
                        new LoggingConfiguration(
                            LoggingConfiguration.Level.ERROR, false, List.of("g")),
                        true,
                        new EncryptionConfiguration(
                            EncryptionConfiguration.Type.CUSTOMER_MANAGED_KMS_KEY, "key", 60)),
                    List.of(new Tag("k", "v")),
                    true,
                    "d")));
  }

  @Test
  void createStateMachine_ofTheLeast_takesDefaults() throws InterruptedException {
    port.answer("create", new CreatedMachine(MACHINE, TIME, null));

    answer(Operation.CREATE_STATE_MACHINE, "{'name':'m','definition':'{}','roleArn':'role'}");

    assertThat(port.asked.getLast())
        .containsExactly(
            new CreateMachine(
                ACCOUNT,
                "m",
                "{}",
                "role",
                MachineType.STANDARD,
                MachineSettings.DEFAULTS,
                List.of(),
                false,
                null));
  }

  @Test
  void updateStateMachine_leavesOutWhatIsMissing() throws InterruptedException {
    port.answer("update", new UpdatedMachine(TIME, "r", null));

    assertThat(
            answer(
                Operation.UPDATE_STATE_MACHINE,
                "{'stateMachineArn':'%s','roleArn':'role'}".formatted(MACHINE)))
        .isEqualTo(json("{'updateDate':%s,'revisionId':'r'}".formatted(SECONDS)));
    assertThat(port.asked.getLast())
        .containsExactly(
            new UpdateMachine(ACCOUNT, MACHINE, null, "role", null, null, null, false, null));
  }

  @Test
  void describeStateMachine_showsAllThatIsKnown() throws InterruptedException {
    port.answer("describe", detail(MachineType.STANDARD));

    assertThat(
            answer(Operation.DESCRIBE_STATE_MACHINE, "{'stateMachineArn':'%s'}".formatted(MACHINE)))
        .isEqualTo(
            json(
                """
                {'stateMachineArn':'%s','name':'m','definition':'{}','roleArn':'role',
                'loggingConfiguration':{'level':'ALL','includeExecutionData':true,'destinations':
                  [{'cloudWatchLogsLogGroup':{'logGroupArn':'group'}}]},
                'tracingConfiguration':{'enabled':true},
                'encryptionConfiguration':{'type':'AWS_OWNED_KEY'},'revisionId':'revision',
                'variableReferences':{'S':['a','b']},'status':'ACTIVE','type':'STANDARD',
                'creationDate':%s,'description':'described'}
                """
                    .formatted(MACHINE, SECONDS)));
  }

  @Test
  void describeStateMachineForExecution_tellsTheUpdate() throws InterruptedException {
    port.answer("describeForExecution", detail(MachineType.STANDARD));

    var answer =
        (JsonObject)
            answer(
                Operation.DESCRIBE_STATE_MACHINE_FOR_EXECUTION,
                "{'executionArn':'%s','includedData':'METADATA_ONLY'}".formatted(EXECUTION));

    assertThat(answer.get("updateDate")).isEqualTo(new JsonNumber("1700000000.124"));
    assertThat(answer.has("definition") || answer.has("status") || answer.has("creationDate"))
        .isFalse();
  }

  @Test
  void listStateMachines_pages() throws InterruptedException {
    port.answer(
        "list",
        new Page<>(List.of(new MachineSummary(MACHINE, "m", MachineType.EXPRESS, TIME)), "next"));

    assertThat(answer(Operation.LIST_STATE_MACHINES, "{'maxResults':1,'nextToken':'t'}"))
        .isEqualTo(
            json(
                """
                {'stateMachines':[{'stateMachineArn':'%s','name':'m','type':'EXPRESS',
                'creationDate':%s}],'nextToken':'next'}
                """
                    .formatted(MACHINE, SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(ACCOUNT, new PageRequest(1, "t"));
  }

  @Test
  void validateStateMachineDefinition_showsDiagnostics() throws InterruptedException {
    port.answer(
        "validate",
        new ValidationResult(
            false,
            List.of(new Diagnostic(Diagnostic.Severity.ERROR, "CODE", "bad", "/States")),
            true));

    assertThat(
            answer(
                Operation.VALIDATE_STATE_MACHINE_DEFINITION, "{'definition':'{}','maxResults':1}"))
        .isEqualTo(
            json(
                """
                {'result':'FAIL','diagnostics':[{'severity':'ERROR','code':'CODE','message':'bad',
                'location':'/States'}],'truncated':true}
                """));
    assertThat(port.asked.getLast())
        .containsExactly(
            new ValidateDefinition("{}", MachineType.STANDARD, Diagnostic.Severity.ERROR, 1));
  }
}
