package org.stepgate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/// What is told of a tested state.
final class StateInspectionTest {
  @Test
  void values_sourceChangesLater_stayInOrder() {
    var values = new LinkedHashMap<String, String>();
    values.put("input", "1");
    values.put("afterInputPath", "2");

    var inspection = new StateInspection(values, null, null, null);
    values.clear();

    assertThat(inspection.values().keySet()).containsExactly("input", "afterInputPath");
  }
}
