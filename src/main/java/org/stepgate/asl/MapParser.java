package org.stepgate.asl;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses what is particular to Map states.
final class MapParser {
  private static final long MAX_COUNT = Integer.MAX_VALUE;
  private static final Set<String> PROCESSOR_FIELDS =
      Set.of("Comment", "ProcessorConfig", "StartAt", "States");
  private static final Set<String> CONFIG_FIELDS = Set.of("Comment", "Mode", "ExecutionType");
  private static final List<String> DISTRIBUTED_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

  private MapParser() {}

  /// What the state iterates over, and how.
  static MapItems items(Fields state, StateFields language) {
    for (String field : DISTRIBUTED_FIELDS) {
      if (state.has(field)) {
        state.faults().unsupportedField(state.node(), field);
      }
    }
    return new MapItems(
        language.items(state),
        language.itemSelector(state),
        language.integer(state, "MaxConcurrency", 0, MAX_COUNT),
        language.integer(state, "ToleratedFailureCount", 0, MAX_COUNT),
        language.percentage(state, "ToleratedFailurePercentage"));
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
