/// The record of who did what, and proof that nobody has changed it since: typed records, the chain
/// that links them, the log of decisions of one worker, and the check of it all.
///
/// Read first: [org.stepgate.audit.AuditRecord], [org.stepgate.audit.RequestAudit],
/// [org.stepgate.audit.ChainHead].
///
/// Values are immutable. A [org.stepgate.audit.RequestAudit] belongs to one request, whichever
/// threads carry it out; a [org.stepgate.audit.DecisionFile] may be used by any thread.
@NullMarked
package org.stepgate.audit;

import org.jspecify.annotations.NullMarked;
