/// The claim-check store: bodies too large for an execution, kept by the hash of their content.
///
/// Read first: [org.stepgate.payloads.PayloadStore], [org.stepgate.payloads.PayloadReference],
/// [org.stepgate.payloads.DirectoryPayloadStore].
///
/// Stores are safe for use by any thread and by several processes at once; their calls block on the
/// disk. A stream that a store gives out belongs to one thread.
@NullMarked
package org.stepgate.payloads;

import org.jspecify.annotations.NullMarked;
