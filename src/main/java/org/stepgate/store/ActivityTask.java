package org.stepgate.store;

/// Work of an activity that a poller has taken.
///
/// @param row the execution whose work it is, with a message in its inbox
/// @param token the token by which the work is ended
/// @param input the JSON text of the input
public record ActivityTask(RowId row, String token, String input) {}
