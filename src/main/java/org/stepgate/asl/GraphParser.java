package org.stepgate.asl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Parses the graphs of one machine, the machine's own and those nested in its states, and checks
/// what spans states: names, transitions, reachability. Used once, by one thread.
final class GraphParser {
  private static final int MAX_NAME_CHARACTERS = 80;

  private final Faults faults;
  private final TaskResources resources;
  private final QueryLanguage language;
  private final MachineType type;
  private final VariableScopes scopes;
  private final Set<String> names = new HashSet<>();

  GraphParser(Faults faults, TaskResources resources, QueryLanguage language, MachineType type) {
    this.faults = faults;
    this.resources = resources;
    this.language = language;
    this.type = type;
    this.scopes = new VariableScopes(faults);
  }

  /// Where faults go.
  Faults faults() {
    return faults;
  }

  /// A transition to a state.
  private record Edge(String from, Node target, String to) {}

  /// What a graph is part of, which decides how its transitions are checked.
  private enum Extent {
    /// A machine: it has an end, and all its states can be reached.
    MACHINE,
    /// A branch or a processor: all its states can be reached.
    NESTED,
    /// The processor of a distributed Map: as a nested one, but its executions stand alone.
    CHILD,
    /// A state on its own: it may lead anywhere.
    STATE
  }

  /// The machine's own graph, or null, with faults, when it has none.
  @Nullable StateGraph machine(Fields machine) {
    return graph(machine, Extent.MACHINE, type);
  }

  /// The graph of a single state, which may name states that are not there; null, with faults, when
  /// it has none.
  @Nullable StateGraph single(Fields machine) {
    return graph(machine, Extent.STATE, type);
  }

  /// The graph of the child executions of a distributed Map, or null, with faults, when it has
  /// none.
  @Nullable StateGraph child(Fields graph, MachineType childType) {
    graph.require("StartAt", "States");
    graph.checkComment();
    return graph(graph, Extent.CHILD, childType);
  }

  /// The graph of a branch or a processor within a machine of that type, or null, with faults, when
  /// it has none.
  @Nullable StateGraph nested(Fields graph, MachineType within) {
    graph.require("StartAt", "States");
    graph.checkComment();
    return graph(graph, Extent.NESTED, within);
  }

  private @Nullable StateGraph graph(Fields graph, Extent extent, MachineType within) {
    var states = new StateParser(this, resources, language, within);
    String startAt = graph.string("StartAt");
    Node statesNode = graph.get("States");
    Fields members = statesNode == null ? null : Fields.open(statesNode, faults);
    if (members == null) {
      return null;
    }
    var parsed = new LinkedHashMap<String, State>();
    var edges = new ArrayList<Edge>();
    boolean terminal = false;
    scopes.enter(members, extent == Extent.CHILD);
    for (String name : members.names()) {
      Node node = members.field(name);
      checkName(name, node);
      State state = states.parse(name, node);
      if (state != null) {
        parsed.put(name, state);
      }
      addEdges(name, node, edges);
      terminal |= isTerminal(node);
    }
    scopes.leave();
    if (!members.names().iterator().hasNext()) {
      faults.schema(members.node(), "Value cannot be empty");
      return null;
    }
    if (extent != Extent.STATE) {
      checkTargets(members, graph, startAt, edges);
      if (extent == Extent.MACHINE && !terminal) {
        faults.add(
            Fault.Code.MISSING_END_STATE, graph.node(), "Workflow has no terminal state", null);
      } else if (startAt != null) {
        checkReachable(members, startAt, edges);
      }
    }
    return startAt != null && parsed.containsKey(startAt) ? new StateGraph(startAt, parsed) : null;
  }

  private void checkName(String name, Node state) {
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME_CHARACTERS) {
      faults.state(
          Fault.Code.INVALID_STATE_NAME,
          state,
          name.isEmpty()
              ? "State name cannot be empty"
              : "State name exceeds the 80-character limit allowed by the service");
    }
    if (!names.add(name)) {
      faults.state(Fault.Code.DUPLICATE_STATE_NAME, state, "Duplicate State name: " + name);
    }
  }

  private static void addEdges(String from, Node state, List<Edge> edges) {
    addEdge(from, state, "Next", edges);
    addEdge(from, state, "Default", edges);
    for (String list : List.of("Choices", "Catch")) {
      if (state.value() instanceof JsonObject object
          && object.get(list) instanceof JsonArray rules) {
        Node node = state.member(list, rules);
        for (int i = 0; i < rules.size(); i++) {
          addEdge(from, node.element(i, rules.get(i)), "Next", edges);
        }
      }
    }
  }

  private static void addEdge(String from, Node object, String field, List<Edge> edges) {
    if (object.value() instanceof JsonObject members
        && members.get(field) instanceof JsonString target) {
      edges.add(new Edge(from, object.member(field, target), target.value()));
    }
  }

  /// Whether an execution can end here. What is no state at all counts, so as to be reported once.
  private static boolean isTerminal(Node state) {
    if (!(state.value() instanceof JsonObject object)) {
      return true;
    }
    String type = object.string("Type");
    return type == null
        || !StateType.isType(type)
        || type.equals("Succeed")
        || type.equals("Fail")
        || JsonBoolean.TRUE.equals(object.get("End"));
  }

  private void checkTargets(
      Fields members, Fields graph, @Nullable String startAt, List<Edge> edges) {
    Node start = graph.get("StartAt");
    if (startAt != null && start != null && !members.has(startAt)) {
      missing(start, startAt);
    }
    for (Edge edge : edges) {
      if (!members.has(edge.to())) {
        missing(edge.target(), edge.to());
      }
    }
  }

  private void missing(Node at, String name) {
    faults.add(Fault.Code.MISSING_TRANSITION_TARGET, at, "Missing 'Next' target: " + name, null);
  }

  private void checkReachable(Fields members, String startAt, List<Edge> edges) {
    var followers = new HashMap<String, List<String>>();
    for (Edge edge : edges) {
      followers.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
    }
    var reached = new HashSet<String>();
    var open = new ArrayDeque<String>(List.of(startAt));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (reached.add(name)) {
        open.addAll(followers.getOrDefault(name, List.of()));
      }
    }
    for (String name : members.names()) {
      if (!reached.contains(name)) {
        faults.state(
            Fault.Code.MISSING_TRANSITION_TARGET,
            members.field(name),
            "State \"" + name + "\" is not reachable.");
      }
    }
  }
}
