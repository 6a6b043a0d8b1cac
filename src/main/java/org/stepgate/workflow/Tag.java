package org.stepgate.workflow;

/// A tag of a machine or an activity.
///
/// @param key 1 to 128 characters
/// @param value at most 256 characters
public record Tag(String key, String value) {}
