package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;
import org.stepgate.store.StoreClock;
import org.stepgate.store.TaskRow;
import org.stepgate.store.TimerRow;
import org.stepgate.store.WorkerId;

/// What an answer of the interpreter means for the rows of timers and tasks.
///
/// @param timersSet new timers
/// @param timersGone timers that were cancelled or have fired
/// @param tasksSet new tasks
/// @param tasksGone calls that were cancelled or have ended
/// @param tasksEnded tasks that were cancelled or have ended
record Changes(
    List<TimerRow> timersSet,
    List<TimerId> timersGone,
    List<TaskRow> tasksSet,
    List<TaskId> tasksGone,
    List<TaskId> tasksEnded) {

  /// The changes of `answer`, which is what `events` were answered with.
  ///
  /// @param owner the worker that watches the new timers
  /// @param rows makes the rows of new tasks
  static Changes of(
      Advance answer,
      List<Event> events,
      WorkerId owner,
      StoreClock clock,
      Function<Command.StartTask, TaskRow> rows) {
    var timersSet = new ArrayList<TimerRow>();
    var timersGone = new ArrayList<TimerId>();
    var tasksSet = new ArrayList<TaskRow>();
    var tasksGone = new ArrayList<TaskId>();
    var tasksEnded = new ArrayList<TaskId>();
    for (Event event : events) {
      switch (event) {
        case Event.TimerFired(TimerId timer) -> timersGone.add(timer);
        case Event.TaskSucceeded(TaskId task, _) -> tasksEnded.add(task);
        case Event.TaskFailed(TaskId task, _, _) -> tasksEnded.add(task);
        case Event.TaskSubmitted(TaskId task, _) -> tasksGone.add(task);
        case Event.Started _,
            Event.Continued _,
            Event.TaskTaken _,
            Event.TaskHeartbeat _,
            Event.StopRequested _,
            Event.Redriven _,
            Event.EvaluationCutOff _,
            Event.EngineFailed _ -> {}
      }
    }
    for (Command command : answer.commands()) {
      switch (command) {
        case Command.SetTimer timer -> timersSet.add(TimerRow.of(timer, owner, clock));
        case Command.CancelTimer(TimerId timer) -> timersGone.add(timer);
        case Command.StartTask task -> tasksSet.add(rows.apply(task));
        case Command.CancelTask(TaskId task) -> tasksEnded.add(task);
        case Command.CancelMapRun(TaskId run) -> tasksEnded.add(run);
        case Command.StartMapRun _, Command.RedriveMapRun _ -> {} // The store takes them.
      }
    }
    tasksGone.addAll(tasksEnded);
    return new Changes(timersSet, timersGone, tasksSet, tasksGone, tasksEnded);
  }
}
