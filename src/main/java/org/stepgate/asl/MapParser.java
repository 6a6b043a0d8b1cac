package org.stepgate.asl;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonNumber;

/// Parses what is particular to Map states.
final class MapParser {
  private static final long MAX_COUNT = Integer.MAX_VALUE;
  private static final long MAX_PERCENTAGE = 100;
  private static final Set<String> PROCESSOR_FIELDS =
      Set.of("Comment", "ProcessorConfig", "StartAt", "States");
  private static final Set<String> CONFIG_FIELDS = Set.of("Comment", "Mode", "ExecutionType");
  private static final List<String> DISTRIBUTED_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

  private MapParser() {}

  /// What the state iterates over, and how.
  static MapItems items(Fields state) {
    for (String field : DISTRIBUTED_FIELDS) {
      if (state.has(field)) {
        state.faults().unsupportedField(state.node(), field);
      }
    }
    state.atMostOne("ItemSelector", "Parameters");
    PayloadTemplate selector = ExpressionFields.template(state, "ItemSelector");
    PayloadTemplate legacy = ExpressionFields.template(state, "Parameters");
    PayloadTemplate template = selector == null ? legacy : selector;
    RootedPath path = ExpressionFields.referencePath(state, "ItemsPath");
    return new MapItems(
        new PathExpressions.ItemsPath(path == null ? RootedPath.INPUT : path),
        template == null ? null : template::evaluate,
        ExpressionFields.integer(state, "MaxConcurrency", 0, MAX_COUNT),
        ExpressionFields.integer(state, "ToleratedFailureCount", 0, MAX_COUNT),
        tolerated(state));
  }

  private static @Nullable IntegerExpression tolerated(Fields state) {
    String name = "ToleratedFailurePercentage";
    Node field = state.get(name);
    if (field != null && field.value() instanceof JsonNumber number && !number.isIntegral()) {
      state
          .faults()
          .unsupported(field, "Fractions of a percent are not supported yet in this version");
      return null;
    }
    return ExpressionFields.integer(state, name, 0, MAX_PERCENTAGE);
  }

  /// The graph that runs for each item, or null, with a fault, when there is none.
  static @Nullable StateGraph processor(Fields state, GraphParser graphs) {
    if (!state.atMostOne("ItemProcessor", "Iterator")) {
      state.require("ItemProcessor");
    }
    Node node = state.get(state.has("ItemProcessor") ? "ItemProcessor" : "Iterator");
    Fields processor = node == null ? null : Fields.open(node, state.faults());
    if (processor == null) {
      return null;
    }
    processor.refuseOthers(PROCESSOR_FIELDS);
    Node config = processor.get("ProcessorConfig");
    if (config != null) {
      checkConfig(config, state.faults());
    }
    return graphs.nested(processor);
  }

  private static void checkConfig(Node node, Faults faults) {
    Fields config = Fields.open(node, faults);
    if (config == null) {
      return;
    }
    config.refuseOthers(CONFIG_FIELDS);
    config.checkComment();
    String mode = config.oneOf("Mode", "INLINE", "DISTRIBUTED");
    config.oneOf("ExecutionType", "STANDARD", "EXPRESS");
    if ("DISTRIBUTED".equals(mode)) {
      faults.unsupported(node, "Mode DISTRIBUTED is not supported yet in this version");
      config.require("ExecutionType");
    } else if (config.has("ExecutionType")) {
      faults.member(node, "ExecutionType", "Field 'ExecutionType' is not supported");
    }
  }
}
