package org.stepgate.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import org.stepgate.workflow.Tag;

/// Tags of machines and activities.
///
/// Table `tags`: `resource` (see [TaggedResource]), `key`, `value`, in the order in which the keys
/// were added.
final class TagTable {
  private static final String PUT =
      """
      INSERT INTO tags (resource, key, value) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET value = excluded.value
      """;

  private TagTable() {}

  static Operation<Boolean> change(Write.ChangeTags change) {
    return session -> {
      String resource = change.resource().text();
      var keys = new HashSet<String>();
      tags(session, change.resource()).forEach(tag -> keys.add(tag.key()));
      change.removed().forEach(keys::remove);
      change.set().forEach(tag -> keys.add(tag.key()));
      if (keys.size() > change.limit()) {
        return false;
      }
      for (String key : change.removed()) {
        session.update("DELETE FROM tags WHERE resource = ? AND key = ?", resource, key);
      }
      set(session, change.resource(), change.set());
      return true;
    };
  }

  static void set(Session session, TaggedResource resource, List<Tag> tags) throws SQLException {
    for (Tag tag : tags) {
      session.update(PUT, resource.text(), tag.key(), tag.value());
    }
  }

  /// Removes all tags of a resource that is removed itself.
  static void removeAll(Session session, TaggedResource resource) throws SQLException {
    session.update("DELETE FROM tags WHERE resource = ?", resource.text());
  }

  static List<Tag> tags(Session session, TaggedResource resource) throws SQLException {
    return session.list(
        "SELECT key, value FROM tags WHERE resource = ? ORDER BY rowid",
        row -> new Tag(row.getString(1), row.getString(2)),
        resource.text());
  }
}
