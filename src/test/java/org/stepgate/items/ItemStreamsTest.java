package org.stepgate.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.stepgate.asl.MapDistribution.Csv;
import org.stepgate.asl.MapDistribution.InputType;
import org.stepgate.asl.MapDistribution.ItemReader;
import org.stepgate.asl.MapDistribution.ReaderConfig;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.ObjectStore.Caller;

/// Items of every format, and the words for what is none.
class ItemStreamsTest {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";
  private static final Caller CALLER =
      new Caller("arn:aws:states:x:123456789012:execution:m:e", "Map", null);

  private static ReaderConfig config(InputType type, @Nullable Csv csv, @Nullable String pointer) {
    return new ReaderConfig(type, null, null, csv, pointer, null);
  }

  private static Csv given(String... headers) {
    return new Csv(List.of(headers), ',');
  }

  private static List<String> read(
      MemoryObjects objects, String resource, ReaderConfig config, String arguments)
      throws IOException {
    var items = new ArrayList<String>();
    var given = (JsonObject) JsonReader.read(arguments, JsonLimits.NETWORK);
    try (ItemStream stream =
        new ItemStreams(objects, CALLER).open(new ItemReader(resource, null, config), given)) {
      Optional<ItemStream.Item> item = stream.next();
      while (item.isPresent()) {
        String key = item.get().key();
        items.add((key == null ? "" : key + '=') + item.get().value());
        item = stream.next();
      }
    }
    return items;
  }

  private static List<String> read(String content, ReaderConfig config) throws IOException {
    return read(
        new MemoryObjects().with("k", content), GET, config, "{\"Bucket\":\"b\",\"Key\":\"k\"}");
  }

  static final List<Arguments> READ =
      List.of(
          Arguments.of(
              "[1, {\"a\": []}, \"x\"]", config(InputType.JSON, null, null), "1 {\"a\":[]} \"x\""),
          Arguments.of("[]", config(InputType.JSON, null, null), ""),
          Arguments.of("{\"a\": 1, \"b\": [1, 2]}", config(InputType.JSON, null, "/b"), "1 2"),
          Arguments.of(
              "{\"a\": [0, {\"x\": 1, \"y\": 2}]}",
              config(InputType.JSON, null, "/a/1"),
              "x=1 y=2"),
          Arguments.of("1\n\n {\"a\":2} \n", config(InputType.JSONL, null, null), "1 {\"a\":2}"),
          Arguments.of("", config(InputType.JSONL, null, null), ""),
          Arguments.of(
              "a,b\n1,2\n3\n,,9\n",
              config(InputType.CSV, given(), null),
              "{\"a\":\"1\",\"b\":\"2\"} {\"a\":\"3\",\"b\":\"\"} {\"a\":\"\",\"b\":\"\"}"),
          Arguments.of(
              "\uFEFF\"q\"\"1\",\"x\ny\"\r\nz\"z,\r\n\r\n",
              config(InputType.CSV, given("a", "b"), null),
              "{\"a\":\"q\\\"1\",\"b\":\"x\\ny\"} {\"a\":\"z\\\"z\",\"b\":\"\"}"),
          Arguments.of(
              "1|2",
              config(InputType.CSV, new Csv(List.of("a", "b"), '|'), null),
              "{\"a\":\"1\",\"b\":\"2\"}"));

  @ParameterizedTest
  @FieldSource("READ")
  void next_content_isItems(String content, ReaderConfig config, String items) throws IOException {
    assertThat(String.join(" ", read(content, config))).isEqualTo(items);
  }

  static final List<Arguments> REFUSED =
      List.of(
          Arguments.of(
              "{\"a\":1}",
              config(InputType.JSON, null, null),
              "Attempting to map over non-iterable node."),
          Arguments.of(
              "{\"a\":1}",
              config(InputType.JSON, null, "/a"),
              "Attempting to map over non-iterable node."),
          Arguments.of(
              "{\"a\":1}",
              config(InputType.JSON, null, "/z"),
              "Attempting to map over non-iterable node."),
          Arguments.of(
              "x",
              config(InputType.CSV, given("a", "a"), null),
              "CSV headers cannot contain duplicates."),
          Arguments.of(
              "a,a\n",
              config(InputType.CSV, given(), null),
              "CSV headers cannot contain duplicates."),
          Arguments.of(
              "a\n\"x", config(InputType.CSV, given(), null), "A quoted CSV field is not closed."),
          Arguments.of(
              "",
              config(InputType.PARQUET, null, null),
              "InputType PARQUET is not supported here."));

  @ParameterizedTest
  @FieldSource("REFUSED")
  void next_contentOfAnotherFormat_fails(String content, ReaderConfig config, String text) {
    assertThatThrownBy(() -> read(content, config))
        .isInstanceOf(ItemReaderException.class)
        .hasMessage(text);
  }

  @Test
  void next_brokenJson_fails() {
    assertThatThrownBy(() -> read("[1, }", config(InputType.JSON, null, null)))
        .isInstanceOf(ItemReaderException.class)
        .hasMessageStartingWith("S3://b/k is not valid JSON: ");
  }

  @Test
  void next_listing_isAllPartsInOrder() throws IOException {
    var objects =
        new MemoryObjects().with("p/1", "x").with("p/2", "yy").with("p/3", "").with("q", "");
    var none = new ReaderConfig(null, null, null, null, null, null);

    assertThat(read(objects, LIST, none, "{\"Bucket\":\"b\",\"Prefix\":\"p/\"}"))
        .hasSize(3)
        .element(1)
        .isEqualTo(
            "{\"Etag\":\"\\\"e\\\"\",\"LastModified\":7,\"Key\":\"p/2\",\"Size\":2,"
                + "\"StorageClass\":\"STANDARD\"}");
  }

  @Test
  void next_listingThatLoads_isItemsOfAllObjects() throws IOException {
    var objects = new MemoryObjects().with("1", "[1]").with("2", "[]").with("3", "[2,3]");
    var load = new ReaderConfig(InputType.JSON, "LOAD_AND_FLATTEN", null, null, null, null);

    assertThat(read(objects, LIST, load, "{\"Bucket\":\"b\"}")).containsExactly("1", "2", "3");
  }

  @Test
  void next_manifest_isRowsOfItsFiles() throws IOException {
    var objects =
        new MemoryObjects()
            .with(
                "m", "{\"fileFormat\":\"CSV\",\"fileSchema\":\"A, B\",\"files\":[{\"key\":\"f\"}]}")
            .with("f", "\"1\",\"2\"\n");

    assertThat(
            read(
                objects,
                GET,
                config(InputType.MANIFEST, null, null),
                "{\"Bucket\":\"b\",\"Key\":\"m\"}"))
        .containsExactly("{\"A\":\"1\",\"B\":\"2\"}");
  }

  private static ReaderConfig athena(@Nullable InputType type, @Nullable Csv csv) {
    return new ReaderConfig(type, null, "ATHENA_DATA", csv, null, null);
  }

  @Test
  void next_athenaManifest_isItemsOfItsFilesInOrder() throws IOException {
    var objects =
        new MemoryObjects()
            .with("m", "s3://b/d/1\n\"s3://b/d/2\"\r\n\n")
            .with("d/1", "{\"x\":1}\n{\"x\":2}\n")
            .with("d/2", "3\n");
    String arguments = "{\"Bucket\":\"b\",\"Key\":\"m\"}";

    assertThat(read(objects, GET, athena(InputType.JSONL, null), arguments))
        .containsExactly("{\"x\":1}", "{\"x\":2}", "3");
    assertThat(
            read(
                objects.with("d/1", "1,2\n").with("d/2", "3,4\n"),
                GET,
                athena(InputType.CSV, given("a", "b")),
                arguments))
        .containsExactly("{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":\"3\",\"b\":\"4\"}");
  }

  static final List<Arguments> BAD_ATHENA =
      List.of(
          Arguments.of("s3://b/k", InputType.PARQUET, "InputType PARQUET is not supported here."),
          Arguments.of(
              "s3://b/k", null, "ManifestType ATHENA_DATA needs InputType CSV, JSONL or PARQUET."),
          Arguments.of(
              "https://b/k",
              InputType.CSV,
              "The manifest S3://b/k has a line that is no address like s3://bucket/key."),
          Arguments.of(
              "s3://b/",
              InputType.CSV,
              "The manifest S3://b/k has a line that is no address like s3://bucket/key."));

  @ParameterizedTest
  @FieldSource("BAD_ATHENA")
  void next_athenaManifestOfNoUse_fails(String content, @Nullable InputType type, String text) {
    assertThatThrownBy(() -> read(content, athena(type, null)))
        .isInstanceOf(ItemReaderException.class)
        .hasMessage(text);
  }

  @Test
  void open_noBucket_fails() {
    assertThatThrownBy(
            () -> read(new MemoryObjects(), GET, config(InputType.JSON, null, null), "{}"))
        .isInstanceOf(ItemReaderException.class);
  }

  @Test
  void finish_results_areFilesWithManifest() {
    var objects = new MemoryObjects();
    var arguments =
        JsonObject.of(
            "Bucket",
            new org.stepgate.json.JsonValue.JsonString("b"),
            "Prefix",
            new org.stepgate.json.JsonValue.JsonString("out"));
    var files = new ResultFiles(objects, CALLER, arguments, "arn:x:mapRun:m/l:run", false);
    files.add(ResultFiles.Kind.SUCCEEDED, JsonReader.read("1", JsonLimits.NETWORK));
    files.add(ResultFiles.Kind.SUCCEEDED, JsonReader.read("[2]", JsonLimits.NETWORK));
    files.add(ResultFiles.Kind.FAILED, JsonReader.read("{}", JsonLimits.NETWORK));

    JsonObject output = files.finish();

    assertThat(output.toString())
        .isEqualTo(
            "{\"MapRunArn\":\"arn:x:mapRun:m/l:run\",\"ResultWriterDetails\":{\"Bucket\":\"b\","
                + "\"Key\":\"out/run/manifest.json\"}}");
    assertThat(objects.text("out/run/SUCCEEDED_0.json")).isEqualTo("[1,[2]]");
    assertThat(objects.text("out/run/manifest.json"))
        .isEqualTo(
            "{\"DestinationBucket\":\"b\",\"MapRunArn\":\"arn:x:mapRun:m/l:run\",\"ResultFiles\":"
                + "{\"FAILED\":[{\"Key\":\"out/run/FAILED_0.json\",\"Size\":4}],\"PENDING\":[],"
                + "\"SUCCEEDED\":[{\"Key\":\"out/run/SUCCEEDED_0.json\",\"Size\":7}]}}");
  }
}
