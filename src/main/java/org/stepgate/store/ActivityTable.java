package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;
import org.stepgate.workflow.Activities.Activity;

/// Activities and the work that waits for them.
///
/// - `activities`: `arn`, `account`, `name`, `creation_ms`.
/// - `activity_tasks`: `offer` (a rising number), `activity` (the ARN), `row_id` and `task` whose
///   work it is, `token`, `input` (see [PayloadForm]). A row goes when its work is taken or over.
final class ActivityTable {
  private static final String SELECT =
      """
      SELECT arn, name, creation_ms FROM activities
      """;

  private static final String INSERT =
      """
      INSERT OR IGNORE INTO activities (arn, account, name, creation_ms) VALUES (?, ?, ?, ?)
      """;

  private static final String PAGE =
      """
      WHERE account = ? AND name > ? ORDER BY name LIMIT ?
      """;

  private static final String OFFER =
      """
      INSERT INTO activity_tasks (activity, row_id, task, token, input) VALUES (?, ?, ?, ?, ?)
      """;

  private static final String OLDEST =
      """
      SELECT offer, row_id, task, token, input FROM activity_tasks
      WHERE activity = ? ORDER BY offer LIMIT 1
      """;

  private record Offer(long number, RowId row, TaskId task, String token, String input) {}

  private ActivityTable() {}

  static Operation<Activity> put(Write.PutActivity put) {
    Activity activity = put.activity();
    return session -> {
      session.update(
          INSERT,
          activity.arn(),
          put.account(),
          activity.name(),
          activity.creationTime().toEpochMilli());
      return activity(session, activity.arn()).orElseThrow();
    };
  }

  static Operation<Boolean> remove(Write.RemoveActivity remove) {
    return session -> session.update("DELETE FROM activities WHERE arn = ?", remove.arn()) == 1;
  }

  static Optional<Activity> activity(Session session, String arn) throws SQLException {
    return session.first(SELECT + "WHERE arn = ?", ActivityTable::read, arn);
  }

  /// Activities of an account by name, those after a name.
  static List<Activity> activities(Session session, String account, String after, int limit)
      throws SQLException {
    return session.list(SELECT + PAGE, ActivityTable::read, account, after, limit);
  }

  private static Activity read(ResultSet row) throws SQLException {
    return new Activity(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)));
  }

  static void offer(Session session, long row, Command.StartTask task, String input)
      throws SQLException {
    session.update(OFFER, task.resource(), row, task.task().number(), task.token(), input);
  }

  static void withdraw(Session session, long row, TaskId task) throws SQLException {
    session.update("DELETE FROM activity_tasks WHERE row_id = ? AND task = ?", row, task.number());
  }

  static void withdrawAll(Session session, long row) throws SQLException {
    session.update("DELETE FROM activity_tasks WHERE row_id = ?", row);
  }

  static boolean hasWork(Session session, String arn) throws SQLException {
    return session.number("SELECT EXISTS (SELECT 1 FROM activity_tasks WHERE activity = ?)", arn)
        == 1;
  }

  static Operation<Optional<ActivityTask>> take(Write.TakeActivityTask take) {
    return session -> {
      Optional<Offer> oldest = session.first(OLDEST, ActivityTable::readOffer, take.activityArn());
      while (oldest.isPresent()) {
        Offer offer = oldest.get();
        session.update("DELETE FROM activity_tasks WHERE offer = ?", offer.number());
        var taken = new Event.TaskTaken(offer.task(), take.workerName());
        if (InboxTable.put(session, offer.row().value(), taken, take.worker())) {
          String input =
              PayloadForm.readText(offer.input(), PayloadForm.finder(session, offer.row().value()));
          return Optional.of(new ActivityTask(offer.row(), offer.token(), input));
        }
        oldest = session.first(OLDEST, ActivityTable::readOffer, take.activityArn());
      }
      return Optional.empty();
    };
  }

  private static Offer readOffer(ResultSet row) throws SQLException {
    return new Offer(
        row.getLong(1),
        new RowId(row.getLong(2)),
        new TaskId(row.getLong(3)),
        row.getString(4),
        row.getString(5));
  }
}
