package org.stepgate.store;

/// The configuration in force.
///
/// @param generation 1 for the first, rising by one
/// @param sha256 the SHA-256 of the bundle, in lower-case hexadecimal
/// @param bundle the text of the configuration's files
public record ConfigurationRow(long generation, String sha256, String bundle) {}
