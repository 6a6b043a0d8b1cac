package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

/// Results held against the responses that the SDK knows.
final class SdkResultModelTest {
  private static final SdkResultModel MODEL = new SdkResultModel();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          states:startExecution       | true  | {}                                    | Required field 'ExecutionArn' is missing
          states:startExecution       | false | {}                                    |
          states:startExecution       | false | {"executionArn":1}                    |
          states:startExecution       | false | {"StartDate":1}                       | Field 'StartDate' must be a string
          states:startExecution.sync  | true  | {}                                    |
          sqs:sendMessage.waitForTaskToken | true | 1                                 |
          aws-sdk:sqs:receiveMessage  | true  | {"Messages":{}}                       | Field 'Messages' must be an array
          aws-sdk:sqs:receiveMessage  | true  | {"Messages":[{"Attributes":[]}]}      | Field 'Attributes' must be an object
          aws-sdk:sqs:receiveMessage  | true  | {"Messages":[{"Attributes":{"a":1}}]} | Field 'Attributes' must be a string
          dynamodb:getItem            | true  | {"Item":{"a":{"BOOL":"x"}}}           | Field 'BOOL' must be a boolean
          dynamodb:getItem            | true  | {"Item":{"a":{"L":[{"N":1}]}}}        | Field 'N' must be a string
          dynamodb:getItem            | true  | {"Item":{"a":1}}                      | Field 'Item' must be an object
          dynamodb:getItem            | true  | {"Item":null}                         |
          aws-sdk:s3:getObject        | true  | {"ContentLength":"1"}                 | Field 'ContentLength' must be a number
          aws-sdk:kms:encrypt         | true  | {"CiphertextBlob":""}                 | Field 'CiphertextBlob' is smaller than the minimum length
          aws-sdk:kms:encrypt         | true  | {"CiphertextBlob":"x"}                |
          aws-sdk:lambda:getFunction  | true  | {"Configuration":{"MemorySize":127}}  | Field 'MemorySize' is less than the minimum value
          aws-sdk:lambda:getFunction  | true  | {"Configuration":{"MemorySize":128}}  |
          aws-sdk:lambda:getFunction  | true  | {"Configuration":{"MemorySize":10240}} |
          aws-sdk:lambda:getFunction  | true  | {"Configuration":{"MemorySize":10241}} | Field 'MemorySize' exceeds the maximum value
          lambda:invoke               | true  | {"Payload":{"any":"thing"}}           |
          lambda:invoke               | true  | {"StatusCode":"200"}                  | Field 'StatusCode' must be a number
          events:putEvents            | true  | []                                    | Result must be an object
          apigateway:invoke           | true  | 1                                     |
          aws-sdk:nosuch:thing        | true  | 1                                     |
          aws-sdk:sqs:noSuchThing     | true  | 1                                     |
          """)
  void fault_result_isFirstThatDoesNotFit(
      String resource, boolean complete, String result, String fault) {
    var found =
        MODEL.fault(
            "arn:aws:states:::" + resource, JsonReader.read(result, JsonLimits.NETWORK), complete);

    assertThat(found.orElse(null)).isEqualTo(fault);
  }
}
