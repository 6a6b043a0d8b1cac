package org.stepgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/// One event as one line, whatever its message, its thread's name or its stack trace hold: time in
/// UTC, level, thread, logger, message, and the stack trace with its line breaks escaped.
///
/// The last two parts of the logger's name are shown: `store.GroupCommit`.
final class LogLine extends AbstractStringLayout {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  LogLine() {
    super(StandardCharsets.UTF_8);
  }

  @Override
  public String toSerializable(LogEvent event) {
    var line = new StringBuilder(256);
    var time = event.getInstant();
    TIME.formatTo(Instant.ofEpochSecond(time.getEpochSecond(), time.getNanoOfSecond()), line);
    line.append(' ')
        .append(event.getLevel().name())
        .append(" [")
        .append(PrintableText.line(String.valueOf(event.getThreadName())))
        .append("] ")
        .append(PrintableText.line(lastParts(String.valueOf(event.getLoggerName()))))
        .append(' ')
        .append(PrintableText.line(event.getMessage().getFormattedMessage()));
    Throwable thrown = event.getThrown();
    if (thrown != null) {
      var trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.append(" trace=").append(PrintableText.line(trace.toString().strip()));
    }
    return line.append('\n').toString();
  }

  private static String lastParts(String name) {
    int last = name.lastIndexOf('.');
    return last < 0 ? name : name.substring(name.lastIndexOf('.', last - 1) + 1);
  }
}
