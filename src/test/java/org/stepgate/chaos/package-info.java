/// Faults against a real Lighttpd with a real pool, run by `scripts/chaos`.
///
/// A [org.stepgate.chaos.Fault] does harm while a [org.stepgate.chaos.Load] places orders; the
/// [org.stepgate.chaos.Journal] keeps on disk what was acknowledged, the
/// [org.stepgate.chaos.Ledger] what effect each task had, and the [org.stepgate.chaos.Checker]
/// compares both with what the pool says when the fault is over.
@NullMarked
package org.stepgate.chaos;

import org.jspecify.annotations.NullMarked;
