/// The Amazon States Language: definition model, parser and validator, and the evaluation of
/// JSONPath, JSONata and intrinsic functions.
///
/// Read first: [org.stepgate.asl.DefinitionParser], [org.stepgate.asl.State],
/// [org.stepgate.asl.DataFlow].
///
/// Definitions and compiled expressions are immutable and safe for use by any thread.
@NullMarked
package org.stepgate.asl;

import org.jspecify.annotations.NullMarked;
