package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.principal.Principal;

class NoPoliciesTest {
  @ParameterizedTest
  @CsvSource({
    "true, 127.0.0.1, true",
    "true, 127.9.8.7, true",
    "true, ::1, true",
    "true, ::ffff:127.0.0.1, true",
    "true, 203.0.113.9, false",
    "true, 2001:db8::1, false",
    "true, 0.0.0.0, false",
    "true, localhost, false",
    "true, '', true",
    "false, 127.0.0.1, false",
    "false, ::1, false",
    "false, '', false",
  })
  void decide_isAllowed_onlyInADemonstrationToClientsOnThisHost(
      boolean demo, String address, boolean allowed) {
    Decision decision =
        new NoPolicies(demo)
            .decide(
                Principal.ANONYMOUS,
                Action.READ,
                new Resource.Account("123456789012"),
                new Context(address));

    assertThat(decision.isAllowed()).isEqualTo(allowed);
  }
}
