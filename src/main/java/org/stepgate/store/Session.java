package org.stepgate.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// A connection with the statements that were prepared on it.
///
/// Threads: confined to one.
final class Session implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(Session.class);
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /// The texts of the audit records of the open transaction.
  private final List<String> records = new ArrayList<>();

  /// Makes a value of the current row.
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Session(Connection connection) {
    this.connection = connection;
  }

  /// Carries out a statement and tells how many rows it changed.
  int update(String sql, @Nullable Object... parameters) throws SQLException {
    return bind(sql, parameters).executeUpdate();
  }

  /// Carries out a statement that has no parameters and no interesting result.
  void run(String sql) throws SQLException {
    PreparedStatement statement = prepare(sql);
    if (statement.execute()) {
      // A result that is left open keeps its transaction open.
      statement.getResultSet().close();
    }
  }

  /// All rows of a query.
  <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    var rows = new ArrayList<T>();
    try (ResultSet result = bind(sql, parameters).executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  /// Reads the rows of a query as long as `reader` says true.
  void each(String sql, RowReader<Boolean> reader, @Nullable Object... parameters)
      throws SQLException {
    try (ResultSet result = bind(sql, parameters).executeQuery()) {
      boolean more = result.next();
      while (more) {
        more = reader.read(result) && result.next();
      }
    }
  }

  /// The first row of a query.
  <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    try (ResultSet result = bind(sql, parameters).executeQuery()) {
      return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
    }
  }

  /// The number in the first column of the first row.
  long number(String sql, @Nullable Object... parameters) throws SQLException {
    return first(sql, row -> row.getLong(1), parameters)
        .orElseThrow(() -> new SQLException("no row: " + sql));
  }

  /// Adds audit records to those that [#commit] stores.
  void record(List<String> texts) {
    records.addAll(texts);
  }

  /// Ends the transaction, with its audit records.
  void commit() throws SQLException {
    AuditTable.append(this, records);
    run("COMMIT");
    records.clear();
  }

  /// Gives up the transaction and its audit records.
  void rollBack() throws SQLException {
    records.clear();
    run("ROLLBACK");
  }

  /// Runs a script of several statements.
  void script(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object[] parameters) throws SQLException {
    PreparedStatement statement = prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case String text -> statement.setString(i + 1, text);
        case Long number -> statement.setLong(i + 1, number);
        case Double number -> statement.setDouble(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
        case Object other ->
            throw new IllegalArgumentException("cannot be stored: " + other.getClass());
      }
    }
    return statement;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  /// Closes the connection; open transactions are rolled back.
  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// Closes a connection that may be of no more use: a failure is logged, and changes nothing.
  void drop() {
    try {
      close();
    } catch (SQLException e) {
      LOG.warn("store.close_failed code={}", e.getErrorCode());
    }
  }
}
