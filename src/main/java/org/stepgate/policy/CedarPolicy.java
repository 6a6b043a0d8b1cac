package org.stepgate.policy;

/// One policy of a site.
///
/// @param id as decisions name it, such as `orders.cedar#open`
/// @param text its text
/// @param json its text in Cedar's JSON form
/// @param scope the actions that it is about
record CedarPolicy(String id, String text, String json, ActionScope scope) {}
