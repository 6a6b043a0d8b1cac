package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stepgate.tasks.ProcessGroups.Ending;

/// Real sessions of real shells. Each shell prints a line once its children are there.
class ProcessGroupsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void endIfSame_leaderWithChildren_endsAll() throws Exception {
    Process leader = start("sleep 300 & sleep 300 & echo ready; wait", "m1");
    ProcessGroup group = groupOf(leader, "m1");

    assertThat(ProcessGroups.isAlive(group)).isTrue();
    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ENDED);
    assertThat(ProcessGroups.isAlive(group)).isFalse();
    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ALREADY_GONE);
  }

  @Test
  void endIfSame_membersIgnoreTerm_endsAll() throws Exception {
    Process leader = start("trap '' TERM; sleep 300 & echo ready; wait", "m2");

    assertThat(ProcessGroups.endIfSame(groupOf(leader, "m2"), PATIENCE)).isEqualTo(Ending.ENDED);
  }

  @Test
  void endIfSame_otherGroupInSession_isEndedToo() throws Exception {
    Process leader = start("timeout 300 sh -c 'echo ready; sleep 300' & wait", "m3");
    ProcessGroup group = groupOf(leader, "m3");

    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ENDED);
    assertThat(ProcessStat.all()).noneMatch(stat -> stat.session() == group.id() && stat.isAlive());
  }

  @Test
  void endIfSame_processLeftSession_isFoundByItsMark() throws Exception {
    Process leader = start("setsid sh -c 'echo ready; sleep 300' & wait", "m4");
    ProcessGroup group = groupOf(leader, "m4");

    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ENDED);
    assertThat(marked("m4")).isEmpty();
  }

  @Test
  void endIfSame_leaderGoneMemberMarked_endsMember() throws Exception {
    Process leader = start("sleep 300 >/dev/null & echo ready; read -r line", "m5");
    ProcessGroup group = groupOf(leader, "m5");
    leader.destroyForcibly().waitFor();

    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ENDED);
    assertThat(marked("m5")).isEmpty();
  }

  @Test
  void endIfSame_leaderGoneMembersUnmarked_leavesThemAlone() throws Exception {
    Process leader = start("sleep 300 >/dev/null & echo ready; read -r line", "m6");
    ProcessGroup group = groupOf(leader, "m6");
    var others = new ProcessGroup(group.id(), group.leaderStartTicks(), group.bootId(), "other");
    leader.destroyForcibly().waitFor();

    assertThat(ProcessGroups.endIfSame(others, PATIENCE)).isEqualTo(Ending.NOT_PROVEN);
    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ENDED);
  }

  @Test
  void endIfSame_numberGivenOutAgain_leavesTheNewProcessAlone() throws Exception {
    Process leader = start("echo ready; read -r line", "m7");
    ProcessGroup group = groupOf(leader, "m7");
    var earlier =
        new ProcessGroup(group.id(), group.leaderStartTicks() - 1, group.bootId(), "other");

    assertThat(ProcessGroups.endIfSame(earlier, PATIENCE)).isEqualTo(Ending.ALREADY_GONE);
    assertThat(leader.isAlive()).isTrue();
  }

  @Test
  void endIfSame_otherBoot_leavesTheProcessAlone() throws Exception {
    Process leader = start("echo ready; read -r line", "m8");
    ProcessGroup group = groupOf(leader, "m8");
    var earlier = new ProcessGroup(group.id(), group.leaderStartTicks(), "0-0", "m8");

    assertThat(ProcessGroups.endIfSame(earlier, PATIENCE)).isEqualTo(Ending.ALREADY_GONE);
    assertThat(leader.isAlive()).isTrue();
  }

  private static List<ProcessStat> marked(String mark) {
    return ProcessStat.all().stream()
        .filter(stat -> stat.isAlive())
        .filter(stat -> stat.hasVariable(ProcessGroup.MARK_VARIABLE + "=" + mark))
        .toList();
  }

  private static ProcessGroup groupOf(Process leader, String mark) {
    return ProcessGroups.of(leader.pid(), mark).orElseThrow();
  }

  private Process start(String script, String mark) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("setsid", "sh", "-c", script);
    builder.environment().put(ProcessGroup.MARK_VARIABLE, mark);
    Process process = builder.start();
    started.add(process);
    var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("ready");
    assertThat(process.waitFor(0, TimeUnit.SECONDS)).isFalse();
    return process;
  }
}
