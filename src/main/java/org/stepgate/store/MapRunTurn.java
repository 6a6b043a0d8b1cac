package org.stepgate.store;

import java.util.List;

/// What a worker has to do for a map run.
public sealed interface MapRunTurn {
  /// Start these children, none when there are none left or no more may run at a time. They are the
  /// worker's until it has stored them.
  record Start(List<MapInput> inputs) implements MapRunTurn {
    /// Copies the list.
    public Start {
      inputs = List.copyOf(inputs);
    }
  }

  /// Stop the children that run: those in memory of the worker, and these that are stored.
  record Stop(List<RowId> children) implements MapRunTurn {
    /// Copies the list.
    public Stop {
      children = List.copyOf(children);
    }
  }

  /// Ask again: what is to be done takes several turns.
  record More() implements MapRunTurn {}

  /// All children have ended: make the end of the run, which no other worker does.
  record End() implements MapRunTurn {}

  /// Nothing is to be done any more.
  record Closed() implements MapRunTurn {}
}
