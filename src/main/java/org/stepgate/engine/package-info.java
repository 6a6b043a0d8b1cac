/// The pure interpreter of the Amazon States Language: an execution is a tree of frames, and each
/// event is answered with what changes.
///
/// Read first: [org.stepgate.engine.Interpreter], [org.stepgate.engine.Advance],
/// [org.stepgate.engine.Frame].
///
/// No clock, random numbers, files or threads: time and seeds come in with
/// [org.stepgate.engine.Surroundings]. An [org.stepgate.engine.Execution] is confined to one thread
/// at a time; everything else is immutable.
@NullMarked
package org.stepgate.engine;

import org.jspecify.annotations.NullMarked;
