package org.stepgate.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// The actions that the head of a policy names.
///
/// @param ids their ids, groups among them; null for every action
record ActionScope(@Nullable List<String> ids) {
  /// The scope in the JSON form of a policy, its member `action`. One that is not understood is
  /// that of every action.
  ///
  /// @spec https://docs.cedarpolicy.com/policies/json-format.html action
  static ActionScope of(@Nullable JsonObject action) {
    if (action == null) {
      return new ActionScope(null);
    }
    var ids = new ArrayList<String>();
    if (action.get("entity") instanceof JsonObject one) {
      add(one, ids);
    }
    if (action.get("entities") instanceof JsonArray several) {
      several.forEach(each -> add(each instanceof JsonObject one ? one : JsonObject.EMPTY, ids));
    }
    return new ActionScope(ids.isEmpty() ? null : List.copyOf(ids));
  }

  private static void add(JsonObject entity, List<String> ids) {
    String id = entity.string("id");
    if (id != null) {
      ids.add(id);
    }
  }

  /// Whether the policy can be about an action.
  boolean mayApply(Action action) {
    return ids == null || ids.contains(action.id()) || ids.contains(action.group());
  }
}
