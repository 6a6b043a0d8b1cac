/// What a Task state can call: HTTP endpoints, configured commands, and AWS services.
///
/// Read first: [org.stepgate.tasks.TaskRegistry], [org.stepgate.tasks.TaskCall],
/// [org.stepgate.tasks.TaskOutcome].
///
/// A call blocks the thread that makes it, usually a virtual one; interrupting that thread cancels
/// the call. Registries and runners are safe for use by any number of threads. Effects start only
/// in [org.stepgate.tasks.TaskRunner#run], after the caller has committed, and can happen twice:
/// each call carries an idempotency key.
@NullMarked
package org.stepgate.tasks;

import org.jspecify.annotations.NullMarked;
