package org.stepgate.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends the processes of commands: of this worker when a call is over, of a dead worker when its
/// tasks are taken over.
public final class ProcessGroups {
  /*
   * Which processes belong to a command?
   *
   * The leader makes a session of its own, so its number is also that of its group and session. The
   * kernel gives a number to nobody else while a group or session of that number has members. So:
   *
   *   leader there, same start time    -> all of the session is the command's
   *   leader there, other start time   -> the session ended long ago, the number was given out again
   *   leader gone, members there       -> it may be the command's or a later one's: it is the
   *                                       command's if one member carries the mark
   *
   * The session is taken, not just the group: a shell with job control and timeout(1) make groups
   * of their own. A process that left even the session is found by its mark.
   */

  /// How [#endIfSame] ended.
  public enum Ending {
    /// There were processes, and there are none any more.
    ENDED,
    /// There were none: the command had ended, or ran before the last boot.
    ALREADY_GONE,
    /// There are processes in a session of that number, but nothing proves that they are the
    /// command's: they were left alone.
    NOT_PROVEN,
    /// There are still processes after the patience: they belong to another user, or hang in the
    /// kernel.
    STILL_THERE
  }

  private ProcessGroups() {}

  /// Sends SIGKILL to every process of the command, unless the group's number has been given to
  /// other processes, and waits until all are gone.
  ///
  /// Safe to call again, and by several workers at once. Blocks; reads all of `/proc`.
  ///
  /// @param patience how long to wait for the end; a few seconds
  /// @throws InterruptedException when interrupted; the signals have been sent by then
  public static Ending endIfSame(ProcessGroup group, Duration patience)
      throws InterruptedException {
    if (!group.bootId().equals(bootId())) {
      return Ending.ALREADY_GONE;
    }
    var pauses = new Pauses(patience);
    boolean proven = false;
    boolean found = false;
    while (true) {
      Members members = members(group, proven);
      proven = members.proven();
      if (members.processes().isEmpty()) {
        if (members.strangers()) {
          return Ending.NOT_PROVEN;
        }
        return found ? Ending.ENDED : Ending.ALREADY_GONE;
      }
      found = true;
      kill(group, members.processes());
      if (!pauses.pause()) {
        return Ending.STILL_THERE;
      }
    }
  }

  /// Sends SIGTERM to the group, and waits until all processes of the command have ended. Returns
  /// false when some have not within the grace.
  static boolean askToEnd(ProcessGroup group, Duration grace) throws InterruptedException {
    Signals.TERM.sendToGroup(group.id());
    var pauses = new Pauses(grace);
    while (isAlive(group)) {
      if (!pauses.pause()) {
        return false;
      }
    }
    return true;
  }

  /// True while a process of the command is alive.
  static boolean isAlive(ProcessGroup group) {
    return !members(group, false).processes().isEmpty();
  }

  /// The group that `leader`, the leader of its session, and its descendants make up; empty when
  /// the leader is no longer there.
  static Optional<ProcessGroup> of(long leader, String mark) {
    return ProcessStat.read(leader)
        .map(stat -> new ProcessGroup(leader, stat.startTicks(), bootId(), mark));
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not name its boot", e);
    }
  }

  /// The group gets its signal at once, so that no member can escape by forking.
  private static void kill(ProcessGroup group, List<ProcessStat> members) {
    boolean inGroup = false;
    for (ProcessStat member : members) {
      if (member.group() == group.id()) {
        inGroup = true;
      } else {
        Signals.KILL.sendToProcess(member.pid());
      }
    }
    if (inGroup) {
      Signals.KILL.sendToGroup(group.id());
    }
  }

  /// Ever longer pauses between looks at `/proc`, for a limited time.
  private static final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final long deadline;
    private Duration next = FIRST;

    Pauses(Duration limit) {
      this.deadline = System.nanoTime() + limit.toNanos();
    }

    /// Pauses; returns false at once when the time is over.
    boolean pause() throws InterruptedException {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(next);
      next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
      return true;
    }
  }

  /// @param proven true when the session is known to be the command's
  /// @param strangers true when there are processes in the session that are not proven to be the
  ///   command's
  private record Members(List<ProcessStat> processes, boolean proven, boolean strangers) {}

  private static Members members(ProcessGroup group, boolean provenBefore) {
    String assignment = ProcessGroup.MARK_VARIABLE + "=" + group.mark();
    var inSession = new ArrayList<ProcessStat>();
    var marked = new ArrayList<ProcessStat>();
    boolean proven = provenBefore;
    boolean numberReused = false;
    for (ProcessStat process : ProcessStat.all()) {
      if (process.pid() == group.id()) {
        boolean same = process.startTicks() == group.leaderStartTicks();
        proven |= same;
        numberReused |= !same;
      }
      if (!process.isAlive() || process.startTicks() < group.leaderStartTicks()) {
        continue;
      }
      boolean isInSession = process.session() == group.id();
      if (isInSession) {
        inSession.add(process);
      }
      if (process.hasVariable(assignment)) {
        proven |= isInSession;
        marked.add(process);
      }
    }
    if (numberReused || !proven) {
      // One that has begun to end meanwhile shows no mark any more, and does no harm.
      boolean strangers = inSession.stream().anyMatch(ProcessStat::goesOn);
      return new Members(marked, false, !numberReused && strangers);
    }
    for (ProcessStat process : marked) {
      if (process.session() != group.id()) {
        inSession.add(process);
      }
    }
    return new Members(inSession, true, false);
  }
}
