package org.stepgate.tasks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.SequencedMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/// Posts texts under the rules of HTTP tasks: to allowed hosts only, to public addresses or those
/// that are allowed besides, without redirects. Of the answer nothing but the status is read.
///
/// Threads: safe for use by any; interrupts reach virtual threads only.
public final class CheckedPost implements AutoCloseable {
  private final HttpTaskConfig config;
  private final AddressPolicy policy;
  private final CheckedDns dns;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("post-deadline").factory());

  /// Posts within these limits; connections of the configuration are of no meaning here.
  ///
  /// @throws IllegalStateException when the platform has no TLS
  public CheckedPost(HttpTaskConfig config) {
    this(config, AddressResolver.system());
  }

  CheckedPost(HttpTaskConfig config, AddressResolver resolver) {
    this.config = config;
    this.policy = new AddressPolicy(config);
    this.dns = new CheckedDns(policy, resolver, config.limits().connectTime());
    this.client = HttpInvokeRunner.client(config.limits(), dns, tls());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  private static SSLContext tls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no TLS", e);
    }
  }

  /// What came of a call.
  public sealed interface Answer {
    /// The receiver has answered.
    record Status(int code) implements Answer {}

    /// The call may not be made; nothing was sent.
    record Refused(String reason) implements Answer {}

    /// There was no answer.
    record Failed(String reason) implements Answer {}
  }

  /// Posts a text.
  ///
  /// @param headers besides those of every request, by name
  /// @param contentType of the text, which is sent in UTF-8
  /// @throws InterruptedException when the thread is interrupted; the text may have been sent
  public Answer post(URI url, SequencedMap<String, String> headers, String contentType, String text)
      throws InterruptedException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (body.length > config.limits().requestBytes()) {
      return new Answer.Refused("the text is larger than " + config.limits().requestBytes());
    }
    try {
      policy.checkUrl(url);
    } catch (TaskRefusedException e) {
      return new Answer.Refused(e.outcome().cause());
    }
    var request = new HttpPost(url);
    request.setHeader("Accept-Encoding", "identity");
    request.setHeader("User-Agent", "Stepgate");
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.parse(contentType)));
    var deadline =
        deadlines.schedule(
            request::cancel, config.limits().totalTime().toMillis(), TimeUnit.MILLISECONDS);
    var status = new AtomicInteger();
    try {
      return client.execute(
          request,
          response -> {
            status.set(response.getCode());
            request.cancel(); // Else the client would read all of the answer.
            return new Answer.Status(response.getCode());
          });
    } catch (CheckedDns.RefusedException e) {
      return new Answer.Refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (status.get() != 0) {
        return new Answer.Status(status.get());
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("the call was cancelled");
      }
      return new Answer.Failed(
          e.getClass().getSimpleName()
              + ": "
              + TaskErrors.shortened(String.valueOf(e.getMessage())));
    } finally {
      deadline.cancel(false);
    }
  }

  /// Cuts all calls.
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    dns.close();
    deadlines.shutdownNow();
  }
}
