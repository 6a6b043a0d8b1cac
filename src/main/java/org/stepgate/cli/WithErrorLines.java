package org.stepgate.cli;

import java.util.Set;
import org.stepgate.fastcgi.FastCgiHandler;
import org.stepgate.fastcgi.FastCgiRequest;
import org.stepgate.fastcgi.FastCgiResponse;
import org.stepgate.fastcgi.Refusal;
import org.stepgate.fastcgi.Role;

/// Shows errors of this worker in the web server's log, with the next answer.
record WithErrorLines(FastCgiHandler handler, WorkerLog log) implements FastCgiHandler {
  @Override
  public Set<Role> roles() {
    return handler.roles();
  }

  @Override
  public FastCgiResponse handle(FastCgiRequest request) {
    return withErrors(handler.handle(request));
  }

  @Override
  public FastCgiResponse refuse(Refusal refusal) {
    return withErrors(handler.refuse(refusal));
  }

  private FastCgiResponse withErrors(FastCgiResponse response) {
    String lines = log.takeErrorLines();
    return lines.isEmpty() ? response : response.withErrorText(lines);
  }
}
