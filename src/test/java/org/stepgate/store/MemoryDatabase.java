package org.stepgate.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.stepgate.workflow.BackendException;

/// The store's own statements over a database in memory that several simulated workers share.
/// Nothing is committed and nobody is told but when the simulation says so.
///
/// Threads: confined to one.
public final class MemoryDatabase implements AutoCloseable {
  private final Session session;
  private final Flaw flaw;
  private final List<String> faults = new ArrayList<>();
  private boolean unsynced;

  /// What is wrong with the store, so that a simulation can show that it notices.
  public enum Flaw {
    /// Nothing.
    NONE,
    /// Updates are stored whatever sequence number they expect.
    FORGETS_SEQUENCE,
    /// Writers are told before the disk has what they wrote.
    TELLS_BEFORE_SYNC,
    /// The tasks of a dead worker are given to nobody.
    FORGETS_TASKS
  }

  private MemoryDatabase(Session session, Flaw flaw) {
    this.session = session;
    this.flaw = flaw;
  }

  /// An empty database with the current schema.
  public static MemoryDatabase open(Flaw flaw) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
      var session = new Session(flawed(connection, flaw));
      for (int version = 1; version <= Database.SCHEMA_VERSION; version++) {
        session.script(Database.resource("%03d.sql".formatted(version)));
      }
      return new MemoryDatabase(session, flaw);
    } catch (SQLException e) {
      throw new IllegalStateException("no database can be had in memory", e);
    }
  }

  private static Connection flawed(Connection connection, Flaw flaw) {
    String rule;
    String broken;
    switch (flaw) {
      case FORGETS_SEQUENCE -> {
        rule = "WHERE row_id = ? AND sequence = ?";
        broken = "WHERE row_id = ? AND ? IS NOT NULL";
      }
      case FORGETS_TASKS -> {
        rule = "UPDATE tasks SET owner = ? WHERE owner = ?";
        broken = "UPDATE tasks SET owner = owner WHERE ? < 0 AND ? < 0";
      }
      default -> {
        return connection;
      }
    }
    return (Connection)
        Proxy.newProxyInstance(
            MemoryDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                arguments[0] = ((String) arguments[0]).replace(rule, broken);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// The view of one worker.
  public Client client() {
    return new Client();
  }

  /// What statements of the program have failed although the disk is well.
  public List<String> faults() {
    return faults;
  }

  /// A number that a query gives.
  public long number(String sql) {
    try {
      return session.number(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// The rows of a query, each column as a text.
  public List<List<String>> rows(String sql, int columns) {
    try {
      return session.list(
          sql,
          row -> {
            var texts = new ArrayList<String>();
            for (int i = 1; i <= columns; i++) {
              texts.add(String.valueOf(row.getString(i)));
            }
            return texts;
          });
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// What is written is on the disk. Of no effect unless writers are told before that.
  public void sync() {
    if (unsynced) {
      try {
        session.commit();
      } catch (SQLException e) {
        throw new IllegalStateException("COMMIT", e);
      }
      unsynced = false;
    }
  }

  /// What is not on the disk is lost.
  public void losePower() {
    if (unsynced) {
      rollBack();
      unsynced = false;
    }
  }

  private void rollBack() {
    try {
      session.rollBack();
    } catch (SQLException e) {
      throw new IllegalStateException("ROLLBACK", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be closed", e);
    }
  }

  /// One worker's store: its writes wait until the simulation commits them, and their outcomes
  /// until it tells them.
  public final class Client {
    private final Store store = new Store(new HandCommits(), new Reading());
    private final Deque<Member<?>> queue = new ArrayDeque<>();
    private final Deque<Runnable> outcomes = new ArrayDeque<>();

    private Client() {}

    /// The store as the program sees it.
    public Store store() {
      return store;
    }

    /// How many writes wait for a commit.
    public int queued() {
      return queue.size();
    }

    /// Whether writers wait to be told.
    public boolean hasOutcomes() {
      return !outcomes.isEmpty();
    }

    /// Commits the first writes in one transaction.
    public void commit(int most) {
      var batch = take(most);
      try {
        begin();
        for (Member<?> member : batch) {
          member.apply(session);
        }
        end();
        batch.forEach(member -> outcomes.add(member::tell));
      } catch (SQLException | RuntimeException e) {
        rollBack();
        unsynced = false;
        faults.add(e.toString());
        batch.forEach(member -> outcomes.add(() -> member.future.completeExceptionally(e)));
      }
    }

    private void begin() throws SQLException {
      if (!unsynced) {
        session.run("BEGIN");
      }
    }

    private void end() throws SQLException {
      if (flaw == Flaw.TELLS_BEFORE_SYNC) {
        unsynced = true;
      } else {
        session.commit();
      }
    }

    /// The disk refuses the first writes.
    public void refuse(int most) {
      for (Member<?> member : take(most)) {
        var failure = new BackendException("embedded", true, "the disk has failed", null);
        outcomes.add(() -> member.future.completeExceptionally(failure));
      }
    }

    private List<Member<?>> take(int most) {
      var batch = new ArrayList<Member<?>>();
      while (batch.size() < most && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      return batch;
    }

    /// Tells the writers of a commit.
    public void tell() {
      var all = List.copyOf(outcomes);
      outcomes.clear();
      all.forEach(Runnable::run);
    }

    private final class HandCommits implements Commits {
      @Override
      public <O> CompletableFuture<O> submit(Operation<O> operation) {
        var member = new Member<>(operation);
        queue.add(member);
        return member.future;
      }

      @Override
      public void close() {}
    }
  }

  private static final class Member<O> {
    private final Operation<O> operation;
    private final CompletableFuture<O> future = new CompletableFuture<>();
    private O outcome;

    Member(Operation<O> operation) {
      this.operation = operation;
    }

    void apply(Session session) throws SQLException {
      outcome = operation.apply(session);
    }

    void tell() {
      operation.committed();
      future.complete(outcome);
    }
  }

  private final class Reading implements Snapshots {
    @Override
    public <T> T read(Read<T> read) {
      try {
        return read.from(session);
      } catch (SQLException e) {
        faults.add(e.toString());
        throw SqlErrors.backend(e);
      }
    }

    @Override
    public <T> T readRow(Read<T> read) {
      return read(read);
    }

    @Override
    public void close() {}
  }
}
