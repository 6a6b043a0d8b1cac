package org.stepgate.embedded;

import org.jspecify.annotations.Nullable;
import org.stepgate.asl.MapDistribution;
import org.stepgate.asl.State;
import org.stepgate.asl.StateGraph;
import org.stepgate.asl.StateMachine;
import org.stepgate.digest.Sha256;
import org.stepgate.engine.MapRunPlan;
import org.stepgate.store.MapRunId;
import org.stepgate.store.NewExecution;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.StoredExecution;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.ObjectStore.Caller;
import org.stepgate.tasks.TaskCall;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.StatesArn;

/// What never changes of a map run, read when it is first asked for.
///
/// Threads: safe for use by any; the first call reads from the store.
final class MapRunFacts {
  private final Store store;
  private final MapRunId run;
  private final Definitions definitions;
  private final @Nullable ObjectStore objects;
  private @Nullable Known known;

  /// What was read.
  ///
  /// @param arn the ARN of the run
  /// @param parent the execution that started the run
  /// @param plan what the run does
  /// @param state its Map state
  /// @param distribution what the state has beyond an inline one
  /// @param definition the definition of the children, a JSON text
  /// @param definitionSha256 its SHA-256
  record Known(
      StatesArn.MapRun arn,
      NewExecution parent,
      MapRunPlan plan,
      State.Map state,
      MapDistribution distribution,
      String definition,
      String definitionSha256) {
    /// The machine of the children, which is named after the state too.
    String childMachine() {
      return parent.identity().machineName() + '/' + plan.label();
    }

    /// Who reads and writes objects.
    Caller caller() {
      return new Caller(
          parent.identity().arn(),
          plan.state(),
          new TaskCall.Started(parent.route(), parent.caller()));
    }
  }

  MapRunFacts(Store store, MapRunId run, Definitions definitions, @Nullable ObjectStore objects) {
    this.store = store;
    this.run = run;
    this.definitions = definitions;
    this.objects = objects;
  }

  /// All of it.
  ///
  /// @throws BackendException when it cannot be read
  synchronized Known known() {
    Known read = known;
    if (read == null) {
      read = read();
      known = read;
    }
    return read;
  }

  /// Where objects are.
  ///
  /// @throws BackendException when this worker has no access to any
  ObjectStore objects() {
    if (objects == null) {
      throw new BackendException(
          EmbeddedEngine.NAME, false, "no store of objects is configured", null);
    }
    return objects;
  }

  /// The children's machine. Called once an input of a child is stored, and with it the definition.
  StateMachine machine() {
    return definitions.pinned(known().definitionSha256());
  }

  private Known read() {
    RowId parent = store.mapRun(run).orElseThrow(this::gone).parent();
    StoredExecution execution = store.load(parent).orElseThrow(this::gone);
    MapRunPlan plan = store.mapRunPlan(run).orElseThrow(this::gone);
    NewExecution start = execution.start();
    State.Map state = find(definitions.pinned(start.definitionSha256()).graph(), plan.state());
    String machine = store.definition(start.definitionSha256()).orElseThrow(this::gone);
    String definition = ChildDefinition.of(machine, plan.state());
    if (state == null || state.distribution() == null || definition == null) {
      throw gone();
    }
    return new Known(
        StatesArn.mapRun(plan.arn()),
        start,
        plan,
        state,
        state.distribution(),
        definition,
        Sha256.hex(definition));
  }

  private BackendException gone() {
    return new BackendException(
        EmbeddedEngine.NAME, false, "map run " + run.value() + " is not in the store", null);
  }

  /// The Map state of that name, which is unique within the machine.
  private static State.@Nullable Map find(StateGraph graph, String name) {
    if (graph.states().get(name) instanceof State.Map map) {
      return map;
    }
    for (State state : graph.states().values()) {
      State.Map found =
          switch (state) {
            case State.Parallel parallel -> findIn(parallel, name);
            case State.Map map when map.distribution() == null -> find(map.processor(), name);
            case State.Map _,
                State.Pass _,
                State.Task _,
                State.Choice _,
                State.Wait _,
                State.Succeed _,
                State.Fail _ ->
                null;
          };
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static State.@Nullable Map findIn(State.Parallel parallel, String name) {
    for (StateGraph branch : parallel.branches()) {
      State.Map found = find(branch, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
