package org.stepgate.store;

/// A worker process as the others see it.
///
/// @param id its number
/// @param pid its process
/// @param startTicks when the process started, in clock ticks since boot
/// @param bootId which boot it runs in
/// @param lockName the name of the file that it keeps locked while it lives
public record WorkerRow(WorkerId id, long pid, long startTicks, String bootId, String lockName) {}
