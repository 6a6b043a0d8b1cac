package org.stepgate.cli;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/// Brings events of level error to the web server's log.
///
/// They go to standard error, which Lighttpd writes to its `server.breakagelog` and otherwise, as a
/// daemon, to nowhere; and they wait here for the next answer, whose FCGI_STDERR stream Lighttpd
/// always writes to its `server.errorlog`. Safe for use by any thread.
final class ErrorLines extends AbstractAppender {
  /// Lines that wait; past it the oldest is dropped.
  static final int MAX_LINES = 100;

  /// Longest line; a longer one is cut here and whole in the file.
  static final int MAX_CHARACTERS = 4_000;

  private final LogLine layout;
  private final PrintStream standardError;
  private final Deque<String> waiting = new ArrayDeque<>();
  private int dropped;

  ErrorLines(LogLine layout, PrintStream standardError) {
    super("error-lines", null, layout, true, Property.EMPTY_ARRAY);
    this.layout = layout;
    this.standardError = standardError;
  }

  @Override
  public void append(LogEvent event) {
    if (!event.getLevel().isMoreSpecificThan(Level.ERROR)) {
      return;
    }
    String line = cut(layout.toSerializable(event));
    standardError.print(line);
    standardError.flush();
    synchronized (waiting) {
      if (waiting.size() == MAX_LINES) {
        waiting.removeFirst();
        dropped++;
      }
      waiting.addLast(line);
    }
  }

  /// The lines that wait, each ended by a line feed, after which none waits; empty for none.
  String take() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        return "";
      }
      var text = new StringBuilder();
      if (dropped > 0) {
        text.append("log.error_lines_dropped count=").append(dropped).append('\n');
      }
      waiting.forEach(text::append);
      waiting.clear();
      dropped = 0;
      return text.toString();
    }
  }

  private static String cut(String line) {
    return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS - 2) + "…\n";
  }
}
