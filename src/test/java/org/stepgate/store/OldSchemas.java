package org.stepgate.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Databases of every earlier schema, with rows in each table, opened by the current program.
public final class OldSchemas {
  private static final int ROWS = 3;

  private OldSchemas() {}

  /// The number of the current schema.
  public static int current() {
    return Database.SCHEMA_VERSION;
  }

  /// Makes a database of a schema, migrates it, and tells what is lost or changed by that.
  public static List<String> check(int version, Path folder) throws IOException, SQLException {
    Path file = makeFolder(folder).resolve("stepgate.db");
    Map<String, List<Map<String, Object>>> before;
    try (Connection connection = connect(file)) {
      make(connection, version);
      before = rows(connection);
    }
    new Database(file).prepare();
    var lost = new ArrayList<String>();
    try (Connection connection = connect(file)) {
      Map<String, List<Map<String, Object>>> after = rows(connection);
      before.forEach((table, rows) -> compare(table, rows, after.get(table), lost));
    }
    return lost;
  }

  /// Makes the database that a dump describes.
  public static void restore(Path dump, Path file) throws IOException, SQLException {
    makeFolder(file.getParent());
    try (Connection connection = connect(file)) {
      script(connection, Files.readString(dump));
    }
  }

  private static Path makeFolder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void script(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static void make(Connection connection, int version) throws SQLException {
    for (int next = 1; next <= version; next++) {
      script(connection, Database.resource("%03d.sql".formatted(next)));
    }
    script(connection, "PRAGMA application_id = " + Database.APPLICATION_ID);
    script(connection, "PRAGMA user_version = " + version);
    for (String table : tables(connection)) {
      for (int row = 1; row <= ROWS; row++) {
        insert(connection, table, row);
      }
    }
  }

  /// A row whose columns all have a value, different from that of other rows.
  private static void insert(Connection connection, String table, int row) throws SQLException {
    var names = new ArrayList<String>();
    var values = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet columns = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (columns.next()) {
        names.add(columns.getString("name"));
        values.add(
            switch (columns.getString("type")) {
              case "INTEGER" -> Integer.toString(row);
              case "REAL" -> row + ".5";
              case String type when type.equals("TEXT") -> "'{\"version\":1,\"n\":" + row + "}'";
              case String other -> throw new IllegalStateException("no value for " + other);
            });
      }
    }
    script(
        connection,
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(table, String.join(",", names), String.join(",", values)));
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                    + " ORDER BY name")) {
      while (names.next()) {
        tables.add(names.getString(1));
      }
    }
    return tables;
  }

  private static Map<String, List<Map<String, Object>>> rows(Connection connection)
      throws SQLException {
    var all = new TreeMap<String, List<Map<String, Object>>>();
    for (String table : tables(connection)) {
      var rows = new ArrayList<Map<String, Object>>();
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
        while (result.next()) {
          var row = new LinkedHashMap<String, Object>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnName(i), result.getObject(i));
          }
          rows.add(row);
        }
      }
      all.put(table, rows);
    }
    return all;
  }

  /// The ARN of a machine is made of its name now.
  private static boolean isDropped(String table, String column) {
    return table.equals("machines") && column.equals("arn");
  }

  private static void compare(
      String table,
      List<Map<String, Object>> before,
      List<Map<String, Object>> after,
      List<String> lost) {
    if (after == null || after.size() < before.size()) {
      lost.add("rows of " + table);
      return;
    }
    for (Map<String, Object> row : before) {
      boolean kept =
          after.stream()
              .anyMatch(other ->
                  row.entrySet().stream()
                      .allMatch(column ->
                          isDropped(table, column.getKey())
                              || (other.containsKey(column.getKey())
                                  && String.valueOf(column.getValue())
                                      .equals(String.valueOf(other.get(column.getKey()))))));
      if (!kept) {
        lost.add(table + " " + row);
      }
    }
  }

  /// The statements that make a database anew: its tables, its rows, and what marks it.
  public static String dump(Path file) throws SQLException {
    var dump = new StringBuilder();
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      try (ResultSet schema =
          statement.executeQuery(
              "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
                  + " ORDER BY type DESC, name")) {
        while (schema.next()) {
          dump.append(schema.getString(1)).append(";\n");
        }
      }
      for (String table : tables(connection)) {
        var columns = new ArrayList<String>();
        try (ResultSet info = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
          while (info.next()) {
            columns.add("quote(" + info.getString("name") + ")");
          }
        }
        String values = String.join(" || ', ' || ", columns);
        try (ResultSet rows = statement.executeQuery("SELECT " + values + " FROM " + table)) {
          while (rows.next()) {
            dump.append("INSERT INTO ").append(table);
            dump.append(" VALUES (").append(rows.getString(1)).append(");\n");
          }
        }
      }
      for (String mark : List.of("application_id", "user_version")) {
        try (ResultSet value = statement.executeQuery("PRAGMA " + mark)) {
          dump.append("PRAGMA ").append(mark).append(" = ").append(value.getLong(1)).append(";\n");
        }
      }
    }
    return dump.toString();
  }
}
