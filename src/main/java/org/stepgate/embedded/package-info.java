/// The shell round interpreter and store: the engine that runs on this host.
///
/// Read first: [org.stepgate.embedded.EmbeddedEngine], [org.stepgate.embedded.LiveExecution],
/// [org.stepgate.embedded.RunningTasks].
///
/// Threads: interpretation runs on as many platform threads as there are cores; task calls, reads
/// and waits run on virtual threads; commits run on the store's writer thread. Each execution has
/// one mailbox and is worked on by one thread at a time.
@NullMarked
package org.stepgate.embedded;

import org.jspecify.annotations.NullMarked;
