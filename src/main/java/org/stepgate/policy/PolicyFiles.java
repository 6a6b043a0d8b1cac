package org.stepgate.policy;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The policies of a site as texts. With no file at all, nothing is permitted.
///
/// @param texts the texts in the Cedar language, by file, such as `policies/orders.cedar`; sorted
public record PolicyFiles(SequencedMap<String, String> texts) {
  /// Copies and sorts the map.
  public PolicyFiles {
    texts = Collections.unmodifiableSequencedMap(new TreeMap<>(texts));
  }
}
