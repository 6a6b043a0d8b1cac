/// Approvals: tasks of activities that people decide, by rules of the configuration.
///
/// Read first: [org.stepgate.approvals.ApprovalRule], [org.stepgate.approvals.Judge],
/// [org.stepgate.approvals.Approvals].
///
/// All values are immutable, and all else may be used by many threads at once.
@NullMarked
package org.stepgate.approvals;

import org.jspecify.annotations.NullMarked;
