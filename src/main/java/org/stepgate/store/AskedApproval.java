package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people are asked, and how they decide it.
///
/// @param id names it; the same for each try to commit the same task
/// @param activity the name of the activity
/// @param execution the id of the execution
/// @param executionArn its ARN
/// @param state the state that asks
/// @param question what is asked, one line
/// @param input the JSON text of the task's input
/// @param requester the JSON text of who started the execution
/// @param rule the JSON text of the rule that it is decided by
/// @param asked when
/// @param deadline when it ends by itself; null for never
public record AskedApproval(
    String id,
    String activity,
    String execution,
    String executionArn,
    String state,
    String question,
    String input,
    String requester,
    String rule,
    Instant asked,
    @Nullable Instant deadline) {}
