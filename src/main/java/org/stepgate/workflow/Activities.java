package org.stepgate.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Activities: work that state machines put out and that workers elsewhere poll for.
///
/// Calls return once what they say is durable. Every call may throw [BackendException].
///
/// An ARN that is none, or none of an activity, is refused with `InvalidArn`; an activity that is
/// not there, or of another account than the caller's, with `ActivityDoesNotExist`.
public interface Activities {
  /// An activity.
  ///
  /// @param arn its ARN
  /// @param name its name
  /// @param creationTime when it was created, in whole milliseconds
  record Activity(String arn, String name, Instant creationTime) {}

  /// Asks for an activity.
  ///
  /// @param account the account of the caller
  /// @param name its name, 1 to 80 characters
  record Creation(String account, String name) {}

  /// Asks for a page of activities.
  ///
  /// @param account the account of the caller
  /// @param maxResults the size of a page, 1 to 1,000
  /// @param pageToken where to go on, as the previous page said; null for the first page
  record Query(String account, int maxResults, @Nullable String pageToken) {
    /// Checks the size of the page.
    public Query {
      if (maxResults < 1 || maxResults > 1_000) {
        throw new IllegalArgumentException("maxResults must be 1 to 1000");
      }
    }
  }

  /// One page of activities.
  ///
  /// @param activities by name
  /// @param nextPageToken opaque; null on the last page
  record Page(List<Activity> activities, @Nullable String nextPageToken) {
    /// Copies the list.
    public Page {
      activities = List.copyOf(activities);
    }
  }

  /// Asks for a task of an activity.
  ///
  /// @param account the account of the caller
  /// @param activityArn the activity
  /// @param workerName who asks, shown in the history; null when it does not say
  /// @param patience how long to wait for a task, zero for not at all
  record Poll(String account, String activityArn, @Nullable String workerName, Duration patience) {}

  /// A task that was given to a worker.
  ///
  /// @param taskToken the token by which it is answered
  /// @param input the JSON text of its input
  record Task(String taskToken, String input) {}

  /// Creates an activity, or finds the one of that name.
  ///
  /// @throws WorkflowException with `InvalidName` when activities may not have that name
  Activity create(Creation request) throws InterruptedException;

  /// The activity of that ARN.
  ///
  /// @throws WorkflowException when the ARN is bad or there is no such activity
  Activity describe(String account, String activityArn);

  /// A page of the activities of an account.
  ///
  /// @throws WorkflowException with `InvalidToken` when the page token is none of ours
  Page list(Query request);

  /// Deletes an activity; nothing happens when it is not there. Tasks that are put out stay so
  /// until they time out, and can still be answered.
  ///
  /// @throws WorkflowException when the ARN is bad
  void delete(String account, String activityArn) throws InterruptedException;

  /// The oldest task that no worker has taken, which then belongs to the caller alone; waits for
  /// one. Empty when there is none by the end of the wait. Blocks no more than the virtual thread
  /// that calls.
  ///
  /// @throws WorkflowException when the ARN is bad or there is no such activity
  /// @throws InterruptedException when the wait is interrupted; no task was taken
  Optional<Task> poll(Poll request) throws InterruptedException;
}
