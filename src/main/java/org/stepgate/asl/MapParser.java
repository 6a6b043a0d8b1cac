package org.stepgate.asl;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses what is particular to Map states.
final class MapParser {
  private static final long MAX_COUNT = Integer.MAX_VALUE;
  private static final Set<String> PROCESSOR_FIELDS =
      Set.of("Comment", "ProcessorConfig", "StartAt", "States");
  private static final Set<String> CONFIG_FIELDS = Set.of("Comment", "Mode", "ExecutionType");

  private MapParser() {}

  /// What the state iterates over, and how.
  static MapItems items(Fields state, StateFields language) {
    return new MapItems(
        language.items(state),
        language.itemSelector(state),
        language.integer(state, "MaxConcurrency", 0, MAX_COUNT),
        language.integer(state, "ToleratedFailureCount", 0, MAX_COUNT),
        language.percentage(state, "ToleratedFailurePercentage"));
  }

  /// What runs for each item.
  ///
  /// @param graph the states; null, with a fault, when there are none
  /// @param distribution null for an inline Map
  record Processor(@Nullable StateGraph graph, @Nullable MapDistribution distribution) {}

  /// What runs for each item.
  ///
  /// Without a ProcessorConfig the state is distributed when it has a field that only a distributed
  /// one can have.
  ///
  /// @param type the type of the machine that the state is part of
  static Processor processor(
      Fields state, StateFields language, GraphParser graphs, MachineType type) {
    if (!state.atMostOne("ItemProcessor", "Iterator")) {
      state.require("ItemProcessor");
    }
    Node node = state.get(state.has("ItemProcessor") ? "ItemProcessor" : "Iterator");
    Fields processor = node == null ? null : Fields.open(node, state.faults());
    if (processor == null) {
      return new Processor(null, null);
    }
    processor.refuseOthers(PROCESSOR_FIELDS);
    boolean distributed = DistributionParser.FIELDS.stream().anyMatch(state::has);
    MachineType childType =
        processor.has("ProcessorConfig") || !distributed
            ? childType(processor)
            : MachineType.STANDARD;
    if (childType == null) {
      refuseDistribution(state);
      return new Processor(graphs.nested(processor, type), null);
    }
    return new Processor(
        graphs.child(processor, childType),
        new DistributionParser(state, language).parse(childType));
  }

  private static void refuseDistribution(Fields state) {
    for (String field : DistributionParser.FIELDS) {
      if (state.has(field)) {
        state.faults().member(state.node(), field, "Field '" + field + "' is not supported");
      }
    }
  }

  /// The type of the child executions, null when the iterations are part of this one.
  private static @Nullable MachineType childType(Fields processor) {
    Node node = processor.get("ProcessorConfig");
    Fields config = node == null ? null : Fields.open(node, processor.faults());
    if (config == null) {
      return null;
    }
    config.refuseOthers(CONFIG_FIELDS);
    config.checkComment();
    String mode = config.oneOf("Mode", "INLINE", "DISTRIBUTED");
    String type = config.oneOf("ExecutionType", "STANDARD", "EXPRESS");
    if ("DISTRIBUTED".equals(mode)) {
      config.require("ExecutionType");
      return "EXPRESS".equals(type) ? MachineType.EXPRESS : MachineType.STANDARD;
    }
    if (config.has("ExecutionType")) {
      config
          .faults()
          .member(config.node(), "ExecutionType", "Field 'ExecutionType' is not supported");
    }
    return null;
  }
}
