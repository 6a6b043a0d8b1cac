package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

class ConstraintsTest {
  private static void check(Operation operation, String json) {
    Constraints.check(operation.input(), (JsonObject) JsonReader.read(json, JsonLimits.NETWORK));
  }

  private static ApiException refusal(Operation operation, String json) {
    return catchThrowableOfType(ApiException.class, () -> check(operation, json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LIST_STATE_MACHINES | {"maxResults":1001} | Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000
          LIST_STATE_MACHINES | {"maxResults":-1} | Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0
          LIST_STATE_MACHINES | {"nextToken":""} | Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1
          DESCRIBE_EXECUTION | {} | Value null at 'executionArn' failed to satisfy constraint: Member must not be null
          DESCRIBE_EXECUTION | {"executionArn":null} | Value null at 'executionArn' failed to satisfy constraint: Member must not be null
          LIST_EXECUTIONS | {"statusFilter":"succeeded"} | Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]
          CREATE_STATE_MACHINE_ALIAS | {"name":"123","routingConfiguration":[{"stateMachineVersionArn":"a","weight":100}]} | Value '123' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$
          CREATE_STATE_MACHINE_ALIAS | {"name":"a","routingConfiguration":[{"stateMachineVersionArn":"a","weight":101}]} | Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100
          CREATE_STATE_MACHINE_ALIAS | {"name":"a","routingConfiguration":[]} | Value '[]' at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1
          CREATE_STATE_MACHINE_ALIAS | {"name":"a","routingConfiguration":[{"stateMachineVersionArn":"a","weight":1},{"stateMachineVersionArn":"b","weight":1},{"stateMachineVersionArn":"c"}]} | Value '[RoutingConfigurationListItem(stateMachineVersionArn=a, weight=1), RoutingConfigurationListItem(stateMachineVersionArn=b, weight=1), RoutingConfigurationListItem(stateMachineVersionArn=c, weight=null)]' at 'routingConfiguration' failed to satisfy constraint: Member must have length less than or equal to 2; Value null at 'routingConfiguration.3.member.weight' failed to satisfy constraint: Member must not be null
          UPDATE_MAP_RUN | {"mapRunArn":"a","toleratedFailurePercentage":100.5} | Value '100.5' at 'toleratedFailurePercentage' failed to satisfy constraint: Member must have value less than or equal to 100
          """)
  void check_ofAViolation_saysItInAwsWords(Operation operation, String json, String message) {
    ApiException refusal = refusal(operation, json);

    assertThat(refusal.code()).isEqualTo("ValidationException");
    assertThat(refusal.toJson().string("__type"))
        .isEqualTo("com.amazon.coral.validate#ValidationException");
    assertThat(refusal.toJson().string("message").replaceFirst("^[12] .*? detected: ", ""))
        .isEqualTo(message);
  }

  @Test
  void check_ofTwoViolations_countsThem() {
    assertThat(refusal(Operation.SEND_TASK_SUCCESS, "{}").toJson().string("message"))
        .startsWith("2 validation errors detected: Value null at 'taskToken'")
        .contains("; Value null at 'output'");
    assertThat(refusal(Operation.DESCRIBE_EXECUTION, "{}").toJson().string("message"))
        .startsWith("1 validation error detected: ");
  }

  @ParameterizedTest
  @CsvSource({"262143,true", "262144,true", "262145,false"})
  void check_ofALongInput_takes262144Characters(int characters, boolean good) {
    String json = "{\"stateMachineArn\":\"a\",\"input\":\"" + "x".repeat(characters) + "\"}";

    if (good) {
      assertThatCode(() -> check(Operation.START_EXECUTION, json)).doesNotThrowAnyException();
    } else {
      assertThat(refusal(Operation.START_EXECUTION, json).toJson().string("message"))
          .isEqualTo(
              "1 validation error detected: Value at 'input' failed to satisfy constraint: Member"
                  + " must have length less than or equal to 262144");
    }
  }

  @ParameterizedTest
  @CsvSource({"79,true", "80,true", "81,false", "1,true"})
  void check_ofAName_takes80Characters(int characters, boolean good) {
    String json = "{\"name\":\"" + "n".repeat(characters) + "\"}";

    if (good) {
      assertThatCode(() -> check(Operation.CREATE_ACTIVITY, json)).doesNotThrowAnyException();
    } else {
      assertThat(refusal(Operation.CREATE_ACTIVITY, json).code()).isEqualTo("ValidationException");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE_ACTIVITY | {"name":1} | NUMBER_VALUE can not be converted to a String
          CREATE_ACTIVITY | {"name":true} | TRUE_VALUE can not be converted to a String
          CREATE_ACTIVITY | {"name":{}} | Start of structure or map found where not expected.
          CREATE_ACTIVITY | {"name":[]} | Start of list found where not expected
          CREATE_ACTIVITY | {"name":"n","tags":{}} | Unexpected field type
          CREATE_ACTIVITY | {"name":"n","tags":["x"]} | Unexpected field type
          LIST_ACTIVITIES | {"maxResults":"1"} | STRING_VALUE can not be converted to an Integer
          GET_EXECUTION_HISTORY | {"executionArn":"a","reverseOrder":"x"} | STRING_VALUE can not be converted to a Boolean
          """)
  void check_ofAnotherJsonType_isASerializationException(
      Operation operation, String json, String message) {
    ApiException refusal = refusal(operation, json);

    assertThat(refusal.toJson().string("__type"))
        .isEqualTo("com.amazon.coral.service#SerializationException");
    assertThat(refusal.toJson().string("message")).isEqualTo(message);
  }

  @Test
  void check_ofUnknownMembers_ignoresThem() {
    assertThatCode(() -> check(Operation.LIST_ACTIVITIES, "{\"other\":1}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void operations_haveAnActionOfTheirName(Operation operation) {
    assertThat(operation.action().name()).isEqualTo(operation.name());
    assertThat(Operation.of(operation.apiName())).isEqualTo(operation);
  }

  @Test
  void operations_are37() {
    assertThat(Operation.values()).hasSize(37);
  }
}
