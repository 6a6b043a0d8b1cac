package org.stepgate.asl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.MapDistribution.Csv;
import org.stepgate.asl.MapDistribution.InputType;
import org.stepgate.asl.MapDistribution.ItemBatcher;
import org.stepgate.asl.MapDistribution.ItemReader;
import org.stepgate.asl.MapDistribution.ReaderConfig;
import org.stepgate.asl.MapDistribution.ResultWriter;
import org.stepgate.json.JsonValue.JsonString;

/// Parses what distributed Map states have beyond inline ones.
final class DistributionParser {
  /// The fields of the state that an inline one does not have.
  static final List<String> FIELDS = List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

  private static final int MAX_LABEL_CHARACTERS = 40;
  private static final String UNFIT_FOR_LABELS = "?*<>{}[]:;,\\|^~$#%&`\"";
  private static final long MAX_ITEMS = 100_000_000;
  private static final long MAX_BATCH_BYTES = 262_144;

  private final Fields state;
  private final StateFields language;
  private final String argumentsField;

  DistributionParser(Fields state, StateFields language) {
    this.state = state;
    this.language = language;
    this.argumentsField =
        switch (language) {
          case JsonPathFields _ -> "Parameters";
          case JsonataFields _ -> "Arguments";
        };
  }

  /// What the state has beyond an inline one; what is wrong is reported.
  MapDistribution parse(MachineType childType) {
    return new MapDistribution(childType, label(), reader(), batcher(), writer());
  }

  private @Nullable Fields open(Fields outer, String name, String... known) {
    Node node = outer.get(name);
    Fields fields = node == null ? null : Fields.open(node, outer.faults());
    if (fields == null) {
      return null;
    }
    Set<String> names = new HashSet<>(List.of(known));
    names.add("Comment");
    fields.refuseOthers(names);
    fields.checkComment();
    return fields;
  }

  private @Nullable String label() {
    String label = state.string("Label");
    if (label == null) {
      return null;
    }
    boolean fits =
        !label.isEmpty()
            && label.length() <= MAX_LABEL_CHARACTERS
            && label.chars().noneMatch(c -> c <= ' ' || UNFIT_FOR_LABELS.indexOf(c) >= 0);
    if (!fits) {
      state
          .faults()
          .schema(
              state.field("Label"),
              "Label must have 1 to "
                  + MAX_LABEL_CHARACTERS
                  + " characters, without white space and special characters");
    }
    return label;
  }

  private @Nullable ItemReader reader() {
    Fields reader = open(state, "ItemReader", "Resource", "ReaderConfig", argumentsField);
    if (reader == null) {
      return null;
    }
    reader.require("Resource");
    String resource = resource(reader);
    ReaderConfig config = readerConfig(reader);
    JsonExpression arguments = language.template(reader, argumentsField);
    return resource == null ? null : new ItemReader(resource, arguments, config);
  }

  private static @Nullable String resource(Fields fields) {
    String resource = fields.string("Resource");
    if (resource != null && !resource.startsWith("arn:")) {
      fields.faults().schema(fields.field("Resource"), "Value is not a valid resource ARN");
    }
    return resource;
  }

  private ReaderConfig readerConfig(Fields reader) {
    Fields config =
        open(
            reader,
            "ReaderConfig",
            "InputType",
            "Transformation",
            "ManifestType",
            "CSVHeaderLocation",
            "CSVHeaders",
            "CSVDelimiter",
            "ItemsPointer",
            "MaxItems",
            "MaxItemsPath");
    if (config == null) {
      return new ReaderConfig(null, null, null, null, null, null);
    }
    String type = config.oneOf("InputType", "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
    InputType inputType = type == null ? null : InputType.valueOf(type);
    return new ReaderConfig(
        inputType,
        config.oneOf("Transformation", "NONE", "LOAD_AND_FLATTEN"),
        config.oneOf("ManifestType", "ATHENA_DATA", "S3_INVENTORY"),
        inputType == InputType.CSV ? csv(config) : null,
        config.string("ItemsPointer"),
        language.integer(config, "MaxItems", 0, MAX_ITEMS));
  }

  private static Csv csv(Fields config) {
    String location = config.oneOf("CSVHeaderLocation", "FIRST_ROW", "GIVEN");
    var headers = new ArrayList<String>();
    if ("GIVEN".equals(location)) {
      config.require("CSVHeaders");
      for (Node header : config.someElements("CSVHeaders")) {
        if (header.value() instanceof JsonString(String name)) {
          headers.add(name);
        } else {
          config.faults().schema(header, "Expected value of type String");
        }
      }
    } else if (config.has("CSVHeaders")) {
      config
          .faults()
          .member(
              config.node(), "CSVHeaders", "CSVHeaders needs 'GIVEN' in field 'CSVHeaderLocation'");
    }
    String delimiter = config.oneOf("CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
    return new Csv(headers, delimiter == null ? ',' : delimiterOf(delimiter));
  }

  private static char delimiterOf(String name) {
    return switch (name) {
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default -> ',';
    };
  }

  private @Nullable ItemBatcher batcher() {
    Fields batcher =
        open(
            state,
            "ItemBatcher",
            "BatchInput",
            "MaxItemsPerBatch",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatch",
            "MaxInputBytesPerBatchPath");
    if (batcher == null) {
      return null;
    }
    return new ItemBatcher(
        language.template(batcher, "BatchInput"),
        language.integer(batcher, "MaxItemsPerBatch", 1, MAX_ITEMS),
        language.integer(batcher, "MaxInputBytesPerBatch", 1, MAX_BATCH_BYTES));
  }

  private @Nullable ResultWriter writer() {
    Fields writer = open(state, "ResultWriter", "Resource", "WriterConfig", argumentsField);
    if (writer == null) {
      return null;
    }
    if (!writer.has("WriterConfig")) {
      writer.require("Resource");
    }
    String resource = resource(writer);
    JsonExpression arguments = language.template(writer, argumentsField);
    Fields config = open(writer, "WriterConfig", "Transformation", "OutputType");
    return config == null
        ? new ResultWriter(resource, arguments, null, null)
        : new ResultWriter(
            resource,
            arguments,
            config.oneOf("Transformation", "NONE", "COMPACT", "FLATTEN"),
            config.oneOf("OutputType", "JSON", "JSONL"));
  }
}
