/// Starts executions at the times that the configuration names, at most one for each tick of a
/// schedule in the whole pool.
///
/// Read first: [Timetable], [ScheduleRunner], [DueTicks].
///
/// Threads: values are immutable; the runner is safe for use by any thread and has one of its own.
@NullMarked
package org.stepgate.schedules;

import org.jspecify.annotations.NullMarked;
