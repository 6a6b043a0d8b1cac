/// JSON values: reading within limits, writing, and the positions of values in a source text.
///
/// Read first: [org.stepgate.json.JsonValue], [org.stepgate.json.JsonReader],
/// [org.stepgate.json.JsonDocument].
///
/// All values are immutable and safe for use by any thread. This package is the sole user of
/// Jackson.
@NullMarked
package org.stepgate.json;

import org.jspecify.annotations.NullMarked;
