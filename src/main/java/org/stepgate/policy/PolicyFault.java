package org.stepgate.policy;

import org.stepgate.json.Position;

/// Something that is wrong in a policy.
///
/// @param file the file, as in [PolicyFiles]
/// @param position where it is
/// @param message what is wrong; may quote the file, so that it has to be escaped for a terminal
public record PolicyFault(String file, Position position, String message) {}
