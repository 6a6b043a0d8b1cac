package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.TaskId;
import org.stepgate.workflow.MapRunCounts;
import org.stepgate.workflow.MapRunStatus;

/// A map run as it is stored.
///
/// @param id its row
/// @param parent the execution that started it
/// @param task what it is to that execution
/// @param arn its ARN
/// @param definitionSha256 the definition of its children; null until the first is read
/// @param stage how far it is
/// @param allRead whether all items have been read
/// @param owner the worker that reads the items or ends the run; null for none
/// @param startTime when it was started
/// @param stopTime when it ended; null while it runs
/// @param limits what UpdateMapRun changes
/// @param items counts of items
/// @param children counts of child executions
/// @param failure why it fails or has failed; null when it does not
/// @param redrives how often it was redriven
/// @param redriveTime when it was redriven last; null when it never was
public record MapRunRow(
    MapRunId id,
    RowId parent,
    TaskId task,
    String arn,
    @Nullable String definitionSha256,
    Stage stage,
    boolean allRead,
    @Nullable WorkerId owner,
    Instant startTime,
    @Nullable Instant stopTime,
    Limits limits,
    MapRunCounts items,
    MapRunCounts children,
    @Nullable Reason failure,
    int redrives,
    @Nullable Instant redriveTime) {

  /// How far a run is.
  public enum Stage {
    /// Items are read and children run.
    RUNNING(0),
    /// No child is started any more; those that run are being stopped.
    FAILING(1),
    /// It has ended well.
    SUCCEEDED(2),
    /// It has failed.
    FAILED(3),
    /// Its execution has given it up.
    ABORTED(4),
    /// It is to go on, once no child of before runs and those are found that run once more.
    REDRIVEN(5);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    /// What stands for the stage in the store.
    int code() {
      return code;
    }

    /// The stage of a code.
    ///
    /// @throws IllegalArgumentException when there is none
    static Stage of(int code) {
      for (Stage stage : values()) {
        if (stage.code == code) {
          return stage;
        }
      }
      throw new IllegalArgumentException("no stage has the code " + code);
    }

    /// What the port tells of it.
    public MapRunStatus status() {
      return switch (this) {
        case RUNNING, FAILING, REDRIVEN -> MapRunStatus.RUNNING;
        case SUCCEEDED -> MapRunStatus.SUCCEEDED;
        case FAILED -> MapRunStatus.FAILED;
        case ABORTED -> MapRunStatus.ABORTED;
      };
    }
  }

  /// What UpdateMapRun changes.
  ///
  /// @param maxConcurrency how many children may run at a time, 0 for no limit
  /// @param toleratedCount how many items may fail; null when only the share counts
  /// @param toleratedPercentage share of all items that may fail; null when only the number counts
  public record Limits(
      int maxConcurrency, @Nullable Long toleratedCount, @Nullable Double toleratedPercentage) {}

  /// Why a run fails.
  ///
  /// @param error the error's name
  /// @param cause the explanation; null for none
  public record Reason(String error, @Nullable String cause) {}

  /// Whether so many items have failed that the run has.
  boolean isExceeded() {
    long failed = items.failed() + items.timedOut();
    Long count = limits.toleratedCount();
    Double percentage = limits.toleratedPercentage();
    return (count != null && failed > count)
        || (percentage != null && allRead && failed * 100.0 > percentage * items.total());
  }

  /// Whether all children that there will be have ended.
  boolean isDone() {
    return switch (stage) {
      case RUNNING ->
          allRead
              && children.pending() == 0
              && children.pendingRedrive() == 0
              && children.running() == 0;
      case FAILING -> children.running() == 0;
      case SUCCEEDED, FAILED, ABORTED, REDRIVEN -> false;
    };
  }
}
