/// Executions, timers, tasks, workers, machines and configuration in one SQLite file that several
/// worker processes share.
///
/// Read first: [org.stepgate.store.Store], [org.stepgate.store.Write],
/// [org.stepgate.store.StoredExecution].
///
/// A [org.stepgate.store.Store] may be used by any thread. It writes on one platform thread of its
/// own and reads on a few others, because a call into SQLite holds the carrier of a virtual thread.
/// Values are immutable. This package is the sole user of SQLite.
@NullMarked
package org.stepgate.store;

import org.jspecify.annotations.NullMarked;
