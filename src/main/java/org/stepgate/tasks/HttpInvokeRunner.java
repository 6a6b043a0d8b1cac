package org.stepgate.tasks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;

/// Calls HTTP endpoints: `arn:aws:states:::http:invoke`.
///
/// Each call has a connection of its own. No redirect is followed, no proxy and no system property
/// is used, no cookie is kept, nothing is repeated. Interrupts reach calls on virtual threads only.
final class HttpInvokeRunner implements TaskRunner {
  private static final int MAX_HEADER_FIELDS = 128;

  private final HttpTaskConfig config;
  private final HttpCallBuilder calls;
  private final HttpAnswers answers;
  private final CheckedDns dns;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines;

  HttpInvokeRunner(HttpTaskConfig config, AddressResolver resolver, SSLContext tls) {
    this(config, resolver, tls, IdentityTokens.NONE);
  }

  HttpInvokeRunner(
      HttpTaskConfig config, AddressResolver resolver, SSLContext tls, IdentityTokens tokens) {
    var policy = new AddressPolicy(config);
    this.config = config;
    this.calls = new HttpCallBuilder(config, policy, tokens);
    this.answers = new HttpAnswers(config.limits());
    this.dns = new CheckedDns(policy, resolver, config.limits().connectTime());
    this.client = client(config.limits(), dns, tls);
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("http-task-deadline").factory());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    HttpWatch watch = context.httpWatch();
    HttpUriRequestBase request;
    try {
      request = calls.build(call);
      if (watch != null) {
        watch.sent(calls.shown(call, watch.revealsSecrets()));
      }
    } catch (TaskRefusedException e) {
      return e.outcome();
    }
    boolean callEndsFirst = call.timeLimit().compareTo(config.limits().totalTime()) <= 0;
    Duration limit = callEndsFirst ? call.timeLimit() : config.limits().totalTime();
    var tooLate = new AtomicBoolean();
    var deadline =
        deadlines.schedule(
            () -> {
              tooLate.set(true);
              request.cancel();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return client.execute(request, response -> outcome(request, response, watch));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the HTTP call was cancelled");
      }
      if (tooLate.get()) {
        return callEndsFirst
            ? new OutOfTime()
            : new Failed(TaskErrors.HTTP_SOCKET, "There was no complete answer within " + limit);
      }
      return failure(e);
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    dns.close();
    deadlines.shutdownNow();
  }

  private TaskOutcome outcome(
      HttpUriRequestBase request, ClassicHttpResponse response, @Nullable HttpWatch watch)
      throws IOException {
    try {
      return answers.outcome(response, watch);
    } catch (IOException e) {
      request.cancel();
      throw e;
    }
  }

  private Failed failure(IOException e) {
    return switch (e) {
      case CheckedDns.RefusedException refused ->
          new Failed(TaskErrors.TASK_FAILED, String.valueOf(refused.getMessage()));
      case HttpAnswers.UnwantedException unwanted ->
          new Failed(TaskErrors.TASK_FAILED, String.valueOf(unwanted.getMessage()));
      case MessageConstraintException _ ->
          new Failed(
              TaskErrors.TASK_FAILED,
              "The answer's head has more than %d fields or %d bytes"
                  .formatted(MAX_HEADER_FIELDS, config.limits().headerBytes()));
      default -> {
        Throwable reason = e.getCause() instanceof HttpException cause ? cause : e;
        yield new Failed(
            TaskErrors.HTTP_SOCKET,
            "The call failed: %s: %s"
                .formatted(
                    reason.getClass().getSimpleName(),
                    TaskErrors.shortened(String.valueOf(reason.getMessage()))));
      }
    };
  }

  /// A client that connects to checked addresses only, once per call, and follows nothing.
  static CloseableHttpClient client(HttpTaskLimits limits, CheckedDns dns, SSLContext tls) {
    Timeout total = Timeout.of(limits.totalTime());
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(dns)
            .setTlsSocketStrategy(
                ClientTlsStrategyBuilder.create().setSslContext(tls).buildClassic())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(limits.headerBytes())
                            .setMaxHeaderCount(MAX_HEADER_FIELDS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(limits.connectTime()))
                    .setSocketTimeout(total)
                    .build())
            .setMaxConnTotal(limits.concurrentCalls())
            .setMaxConnPerRoute(limits.concurrentCalls())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setConnectionReuseStrategy((_, _, _) -> false)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(total)
                .setResponseTimeout(total)
                .setAuthenticationEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableDefaultUserAgent()
        .disableRedirectHandling()
        .build();
  }
}
