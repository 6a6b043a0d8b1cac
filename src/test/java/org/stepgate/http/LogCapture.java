package org.stepgate.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/// Collects the log lines of our packages at level info and above, until it is closed.
public final class LogCapture extends AbstractAppender implements AutoCloseable {
  private static final String LOGGER = "org.stepgate";

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogCapture() {
    super("capture", null, null, false, Property.EMPTY_ARRAY);
  }

  public static LogCapture begin() {
    var capture = new LogCapture();
    capture.start();
    var logger = new LoggerConfig(LOGGER, Level.INFO, false);
    logger.addAppender(capture, null, null);
    capture.context.getConfiguration().addLogger(LOGGER, logger);
    capture.context.updateLoggers();
    return capture;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage());
  }

  /// The messages so far, without stack traces.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public void forget() {
    lines.clear();
  }

  @Override
  public void close() {
    context.getConfiguration().removeLogger(LOGGER);
    context.updateLoggers();
    stop();
  }
}
