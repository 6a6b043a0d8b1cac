/// The port through which the rest of the program sees workflows: operations, values and errors of
/// the Step Functions API, whichever engine carries them out.
///
/// Read first: [org.stepgate.workflow.Workflows], [org.stepgate.workflow.StateMachines],
/// [org.stepgate.workflow.StatesArn].
///
/// Values are immutable; a [org.stepgate.workflow.Workflows] may be called by any thread, and its
/// calls may block a virtual thread.
@NullMarked
package org.stepgate.workflow;

import org.jspecify.annotations.NullMarked;
