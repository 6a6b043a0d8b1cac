/// Who may do what: decisions on a principal, an action and a resource.
///
/// Read first: [org.stepgate.policy.Policy], [org.stepgate.policy.Action],
/// [org.stepgate.policy.Resource].
///
/// All values are immutable; a policy is asked by many threads at once.
@NullMarked
package org.stepgate.policy;

import org.jspecify.annotations.NullMarked;
