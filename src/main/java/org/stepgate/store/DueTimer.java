package org.stepgate.store;

import org.stepgate.engine.TimerId;

/// A timer that is due. It stays in the store until the update that its event leads to removes it.
///
/// @param row its execution
/// @param timer which
public record DueTimer(RowId row, TimerId timer) {}
