/// The items of distributed Map states where they are read from S3, and the files that their
/// results are written to: JSON, JSON Lines, CSV, inventory manifests and listings, as streams.
///
/// A package of its own, because it knows formats and buckets but neither executions nor the store,
/// and each engine that runs Map states itself needs the same.
///
/// Read first: [org.stepgate.items.ItemStreams], [org.stepgate.items.ItemStream],
/// [org.stepgate.items.ResultFiles].
///
/// Threads: a stream and a set of files belong to one thread; the rest is immutable.
@NullMarked
package org.stepgate.items;

import org.jspecify.annotations.NullMarked;
