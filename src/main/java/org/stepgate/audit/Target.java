package org.stepgate.audit;

/// What something was done with, or was to be.
///
/// @param type what it is, such as `route` or `execution`
/// @param id which one
public record Target(String type, String id) {}
