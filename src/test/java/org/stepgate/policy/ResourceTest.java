package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {
  @ParameterizedTest
  @CsvSource({
    "'', orders, orders",
    "'', orders/Each, orders",
    "222222222222, orders, 222222222222:orders",
    "222222222222, orders/Each, 222222222222:orders",
  })
  void machine_ofAnyAccountAndLabel_hasOneNameOfItsOwn(
      String account, String machine, String name) {
    assertThat(Resource.Machine.of("embedded", account, machine))
        .isEqualTo(new Resource.Machine("embedded", name));
    assertThat(Resource.Execution.of("embedded", account, machine, "e", null))
        .isEqualTo(new Resource.Execution("embedded", name, "e"));
  }
}
