/// Messages that leave the pool: webhooks, commands and queues that are told of approvals and of
/// the ends of executions, at least once each, over restarts.
///
/// Read first: [org.stepgate.notifications.Outbox], [org.stepgate.notifications.Target],
/// [org.stepgate.notifications.StandardWebhooks].
///
/// Values are immutable; [org.stepgate.notifications.Outbox] has a thread of its own and one for
/// each message that is under way.
@NullMarked
package org.stepgate.notifications;

import org.jspecify.annotations.NullMarked;
