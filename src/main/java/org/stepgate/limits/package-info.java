/// How often a caller may ask: rates of requests, held by all workers of a pool together.
///
/// Read first: [org.stepgate.limits.Limits], [org.stepgate.limits.LimitRule],
/// [org.stepgate.limits.RateFile].
///
/// Values are immutable; [org.stepgate.limits.Limits] is asked by many threads at once.
@NullMarked
package org.stepgate.limits;

import org.jspecify.annotations.NullMarked;
