package org.stepgate.tasks;

import java.util.regex.Pattern;

/// The process group, also a session of its own, that one command runs in, described so that
/// another worker can tell it from a later group of the same number.
///
/// @param id the number of the group, of its session and of its leader's process; 2 or more
/// @param leaderStartTicks when the leader started, in clock ticks since boot: field 22 of
///   `/proc/PID/stat`
/// @param bootId which boot the ticks count from: `/proc/sys/kernel/random/boot_id`
/// @param mark value of the environment variable [#MARK_VARIABLE] in all processes of the command;
///   unique, 1 to 64 letters and digits
public record ProcessGroup(long id, long leaderStartTicks, String bootId, String mark) {
  /// The environment variable that marks the processes of a command.
  public static final String MARK_VARIABLE = "STEPGATE_PROCESS_MARK";

  private static final String VERSION = "1";
  private static final int PARTS = 5;
  private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f-]{1,64}");
  private static final Pattern MARK = Pattern.compile("[0-9A-Za-z]{1,64}");

  /// Checks the ranges. Groups 0 and 1 are refused, as signals to them reach other processes.
  public ProcessGroup {
    if (id < 2 || id > Integer.MAX_VALUE || leaderStartTicks < 0) {
      throw new IllegalArgumentException("not a process group: " + id + ", " + leaderStartTicks);
    }
    if (!BOOT_ID.matcher(bootId).matches() || !MARK.matcher(mark).matches()) {
      throw new IllegalArgumentException("not a process group: bad boot id or mark");
    }
  }

  /// The group as one line of text for the store: version, number, ticks, boot id and mark, with
  /// blanks between them.
  public String text() {
    return String.join(
        " ", VERSION, Long.toString(id), Long.toString(leaderStartTicks), bootId, mark);
  }

  /// The group whose [#text] this is.
  ///
  /// @throws IllegalArgumentException when it is no such text
  public static ProcessGroup parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != PARTS || !parts[0].equals(VERSION)) {
      throw new IllegalArgumentException("not the text of a process group: " + text);
    }
    return new ProcessGroup(Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3], parts[4]);
  }
}
