package org.stepgate.store;

import java.io.Serial;

/// Too much waits for the store: the call was refused before anything was done.
public final class StoreFullException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StoreFullException(String what, int limit) {
    super(limit + " " + what + " are waiting for the store");
  }
}
