package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.workflow.ExecutionId;

class AccessTest {
  private static final Asker ASKER = new Asker(Principal.ANONYMOUS, Context.NONE);

  private final List<Resource> asked = new ArrayList<>();
  private final Access access =
      new Access((_, _, resource, _) -> {
        asked.add(resource);
        return Decision.Allow.UNASKED;
      });

  /// A policy that hides a machine has to hide what its distributed Map states start, and one that
  /// shows it says nothing of a machine of that name in another account.
  @ParameterizedTest
  @CsvSource({
    "'', releases, releases",
    "'', releases/Each, releases",
    "222222222222, releases, 222222222222:releases",
  })
  void t22_executions_areThoseOfTheirMachineWhereverTheyAreAskedAbout(
      String account, String machine, String governed) {
    var id = new ExecutionId("embedded", account, machine, "e");
    var execution = FakeWorkflows.described(id, Ending.output("1"), "{}", null, null);

    assertThat(access.shows(ASKER, execution)).isTrue();
    access.require(ASKER, Action.READ, id, _ -> Optional.of(execution));

    assertThat(asked).hasSize(2).containsOnly(new Resource.Execution("embedded", governed, "e"));
  }
}
