package org.stepgate.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.TaskRegistry;

/// Finds what the Task states of a definition name, also within Map and Parallel states.
final class TaskStates {
  private static final String ACTIVITY = ":activity:";
  private static final String EXPRESSION = "{%";

  private final List<Task> tasks = new ArrayList<>();

  /// A Task state.
  private record Task(JsonPointer at, JsonObject state, String resource) {}

  /// A name that stands in a definition.
  ///
  /// @param at where
  /// @param name the name itself, never an expression
  record Named(JsonPointer at, String name) {}

  private TaskStates() {}

  private static List<Task> of(JsonValue definition) {
    var states = new TaskStates();
    states.machine(JsonPointer.ROOT, definition);
    return states.tasks;
  }

  /// The commands that the tasks run, as far as they are named by the definition itself.
  static List<Named> commands(JsonValue definition) {
    var names = new ArrayList<Named>();
    for (Task task : of(definition)) {
      for (String key : List.of("Parameters", "Arguments")) {
        if (task.resource().equals(TaskRegistry.EXEC)
            && task.state().get(key) instanceof JsonObject arguments
            && arguments.get("Command") instanceof JsonString(String name)
            && !name.startsWith(EXPRESSION)) {
          names.add(new Named(task.at().child(key).child("Command"), name));
        }
      }
    }
    return names;
  }

  /// The names of the activities that the tasks wait for.
  static List<String> activities(JsonValue definition) {
    return of(definition).stream()
        .map(Task::resource)
        .filter(resource -> resource.contains(ACTIVITY))
        .map(arn -> arn.substring(arn.indexOf(ACTIVITY) + ACTIVITY.length()))
        .toList();
  }

  private void machine(JsonPointer at, @Nullable JsonValue machine) {
    if (machine instanceof JsonObject object && object.get("States") instanceof JsonObject states) {
      states
          .members()
          .forEach((name, value) -> {
            if (value instanceof JsonObject state) {
              state(at.child("States").child(name), state);
            }
          });
    }
  }

  private void state(JsonPointer at, JsonObject state) {
    String resource = state.string("Resource");
    if ("Task".equals(state.string("Type")) && resource != null) {
      tasks.add(new Task(at, state, resource));
    }
    machine(at.child("Iterator"), state.get("Iterator"));
    machine(at.child("ItemProcessor"), state.get("ItemProcessor"));
    if (state.get("Branches") instanceof JsonArray branches) {
      int index = 0;
      for (JsonValue branch : branches) {
        machine(at.child("Branches").child(index++), branch);
      }
    }
  }
}
