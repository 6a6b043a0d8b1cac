package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.workflow.StateInspection;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTest.Configuration;
import org.stepgate.workflow.StateTest.FieldValidation;
import org.stepgate.workflow.StateTest.Level;
import org.stepgate.workflow.StateTest.Mock;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.StateTestResult.Status;

/// Map states that are tested with the data that their ItemReader would read.
final class ItemReaderDataTest {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";

  private final EmbeddedStateTests tests =
      new EmbeddedStateTests(
          new EmbeddedStateTests.Parts(
              "eu-west-1",
              1,
              (_, _) -> {
                throw new AssertionError("nothing is called");
              },
              (_, _, _) -> Optional.empty(),
              () -> Instant.parse("2025-11-22T10:00:00Z")));

  @AfterEach
  void close() {
    tests.close();
  }

  private StateTestResult run(String resource, String config, String fields, String data)
      throws InterruptedException {
    String definition =
        """
        {"Type":"Map","End":true,%s
         "ItemReader":{"Resource":"%s","ReaderConfig":%s,
           "Parameters":{"Bucket":"b","Key.$":"$.key"}},
         "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
           "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}\
        """
            .formatted(fields, resource, config);
    return test(definition, data);
  }

  private StateTestResult test(String definition, @Nullable String data)
      throws InterruptedException {
    return tests.test(
        new StateTest(
            "123456789012",
            definition,
            null,
            null,
            "{\"key\":\"k\"}",
            null,
            null,
            Level.DEBUG,
            false,
            new Mock("[]", null, FieldValidation.STRICT),
            new Configuration(null, null, null, data)));
  }

  private static SequencedMap<String, String> values(StateTestResult result) {
    StateInspection inspection = result.inspection();
    assertThat(inspection).isNotNull();
    return inspection.values();
  }

  record Case(String resource, String config, String data, String items) {}

  static List<Case> formats() {
    return List.of(
        new Case(GET, "{\"InputType\":\"JSON\"}", "[1, {\"a\":2}]", "[1,{\"a\":2}]"),
        new Case(GET, "{\"InputType\":\"JSONL\"}", "1\n{\"a\":2}\n", "[1,{\"a\":2}]"),
        new Case(
            GET,
            "{\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"FIRST_ROW\"}",
            "n,m\n1,x\n2,y\n",
            "[{\"m\":\"x\",\"n\":\"1\"},{\"m\":\"y\",\"n\":\"2\"}]"),
        new Case(
            GET,
            "{\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"GIVEN\",\"CSVHeaders\":[\"n\"],"
                + "\"MaxItems\":1}",
            "1\n2\n",
            "[{\"n\":\"1\"}]"),
        new Case(LIST, "{}", "[{\"Key\":\"a\",\"Size\":3}]", "[{\"Key\":\"a\",\"Size\":3}]"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void test_dataOfFormat_becomeItems(Case format) throws InterruptedException {
    var result = run(format.resource(), format.config(), "", format.data());

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(values(result))
        .containsEntry("afterItemsPath", format.items())
        .doesNotContainKeys("afterItemsPointer", "afterItemSelector", "afterItemBatcher");
  }

  @Test
  void test_pointerSelectorAndBatcher_showEachStep() throws InterruptedException {
    String fields =
        """
        "ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","k.$":"$$.Map.Item.Key",
          "s.$":"$$.Map.Item.Source"},
        "ItemBatcher":{"MaxItemsPerBatch":2,"BatchInput":{"of.$":"$.key"}},
        "ToleratedFailureCount":3,\
        """;

    var result =
        run(
            GET,
            "{\"InputType\":\"JSON\",\"ItemsPointer\":\"/all\"}",
            fields,
            "{\"all\":{\"a\":1,\"b\":2,\"c\":3}}");

    String first = "{\"i\":0,\"v\":1,\"k\":\"a\",\"s\":\"S3://b/k\"}";
    String second = "{\"i\":1,\"v\":2,\"k\":\"b\",\"s\":\"S3://b/k\"}";
    String third = "{\"i\":2,\"v\":3,\"k\":\"c\",\"s\":\"S3://b/k\"}";
    assertThat(values(result))
        .containsAllEntriesOf(
            Map.of(
                "afterItemsPointer",
                "{\"a\":1,\"b\":2,\"c\":3}",
                "afterItemsPath",
                "[1,2,3]",
                "afterItemSelector",
                "[" + first + "," + second + "," + third + "]",
                "afterItemBatcher",
                "[{\"BatchInput\":{\"of\":\"k\"},\"Items\":["
                    + first
                    + ","
                    + second
                    + "]},{\"BatchInput\":{\"of\":\"k\"},\"Items\":["
                    + third
                    + "]}]"));
    assertThat(result.inspection())
        .extracting(StateInspection::map)
        .isEqualTo(new StateInspection.MapSettings(0, 3L, null));
  }

  @Test
  void test_jsonataState_showsSelectorAndBatcherOnly() throws InterruptedException {
    var result =
        test(
            """
            {"Type":"Map","QueryLanguage":"JSONata","End":true,
             "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
               "ReaderConfig":{"InputType":"JSON","ItemsPointer":"/all"},
               "Arguments":{"Bucket":"b","Key":"k"}},
             "ItemSelector":"{% $states.context.Map.Item.Value * 2 %}",
             "ItemBatcher":{"MaxItemsPerBatch":"{% 1 + 1 %}"},
             "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
               "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}\
            """,
            "{\"all\":[1,2,3]}");

    assertThat(result.error()).isNull();
    assertThat(values(result))
        .containsOnlyKeys("input", "afterItemSelector", "afterItemBatcher")
        .containsEntry("afterItemSelector", "[2,4,6]")
        .containsEntry("afterItemBatcher", "[{\"Items\":[2,4]},{\"Items\":[6]}]");
  }

  @Test
  void test_dataThatAreNotOfTheFormat_failTheStateWhereItCatches() throws InterruptedException {
    String fields =
        """
        "Catch":[{"ErrorEquals":["States.ItemReaderFailed"],"Next":"Sorry"}],\
        """;

    var result = run(GET, "{\"InputType\":\"JSON\"}", fields, "{\"no\":\"array\"}");

    assertThat(result.status()).isEqualTo(Status.CAUGHT_ERROR);
    assertThat(result.nextState()).isEqualTo("Sorry");
    assertThat(result.cause()).isEqualTo("Attempting to map over non-iterable node.");
  }

  @Test
  void test_manifest_cannotBeTested() throws InterruptedException {
    var result = run(GET, "{\"InputType\":\"MANIFEST\"}", "", "{}");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.error()).isEqualTo("States.ItemReaderFailed");
    assertThat(result.cause()).isEqualTo("InputType MANIFEST is not supported here.");
  }

  @Test
  void test_readerWithoutData_showsNoItems() throws InterruptedException {
    var result =
        test(
            """
            {"Type":"Map","End":true,
             "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
               "Parameters":{"Bucket":"b","Key":"k"}},
             "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
               "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}\
            """,
            null);

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(values(result)).doesNotContainKey("afterItemsPath");
  }
}
