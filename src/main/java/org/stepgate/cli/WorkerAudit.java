package org.stepgate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.audit.AuditConfig;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Cause;
import org.stepgate.audit.ChainHead;
import org.stepgate.audit.DecisionFile;
import org.stepgate.audit.DecisionLog;
import org.stepgate.audit.OldLogFiles;
import org.stepgate.audit.Origin;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.routes.Traceparent;
import org.stepgate.store.Store;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;

/// The log of decisions of this worker: each second what was decided is brought to the disk, and
/// now and then log and store get each other's heads, so that neither can be cut back unnoticed.
///
/// Threads: safe for use by any.
final class WorkerAudit implements DecisionLog, AutoCloseable {
  /// The folder of the logs in the state directory.
  static final String FOLDER = "audit";

  private static final Logger log = LogManager.getLogger(WorkerAudit.class);
  private static final int MANY = 256;
  private static final Duration FLUSH = Duration.ofSeconds(1);
  private static final Duration ANCHOR = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DecisionFile decisions;
  private final Store store;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("audit").daemon().factory(), new DiscardPolicy());

  /// What of the log the store knows, apart from anchors that the log has got since.
  private ChainHead anchoredLog;

  /// What of the store the log knows, apart from anchors that the store has got since.
  private ChainHead anchoredStore = ChainHead.NONE;

  private WorkerAudit(DecisionFile decisions, Store store, InstantSource clock) {
    this.decisions = decisions;
    this.store = store;
    this.clock = clock;
    this.anchoredLog = decisions.flush();
  }

  /// Takes a log of the state directory and keeps it.
  ///
  /// @throws IOException when there is none that can be written
  static WorkerAudit start(Path state, AuditConfig config, Store store, InstantSource clock)
      throws IOException {
    Path folder = state.resolve(FOLDER);
    var audit = new WorkerAudit(DecisionFile.open(folder, config.fileBytes(), clock), store, clock);
    audit.every(FLUSH, audit.decisions::flush);
    audit.every(ANCHOR, audit::anchor);
    audit.every(SWEEP, () -> audit.sweep(folder, config.retention()));
    return audit;
  }

  private void every(Duration period, Runnable action) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                log.error("audit.failed", e);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void append(AuditRecord entry) {
    // Those that wait for the next second would grow old in memory under load.
    if (decisions.add(entry) == MANY) {
      thread.execute(decisions::write);
    }
  }

  /// A handler whose requests are put on record.
  HttpHandler recording(HttpHandler handler) {
    return request ->
        RequestAudit.during(origin(request), clock, this, () -> answer(handler, request));
  }

  private static HttpResponse answer(HttpHandler handler, HttpRequest request) {
    try {
      return handler.handle(request);
    } catch (ProblemException e) {
      if (e.status() == 401) {
        RequestAudit.noted(new AuditEvent.CredentialRefused("request", e.publicText()));
      }
      throw e;
    }
  }

  private static Origin origin(HttpRequest request) {
    return new Origin(
        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()),
        request.remoteAddress(),
        Traceparent.traceId(request.headers()));
  }

  /// Gives the log the head of the store and the store that of the log, if they have grown by more
  /// than that.
  synchronized void anchor() {
    try {
      ChainHead stored = store.auditHead();
      ChainHead logged = decisions.flush();
      boolean storeHasGrown = stored.sequence() > anchoredStore.sequence();
      boolean logHasGrown = logged.sequence() > anchoredLog.sequence();
      if (storeHasGrown) {
        decisions.append(
            new AuditRecord(
                clock.instant(),
                Cause.STEPGATE,
                new AuditEvent.StoreAnchored(stored.sequence(), stored.hash())));
        logged = decisions.flush();
        anchoredStore = stored;
      }
      if (logHasGrown) {
        var anchor = new AuditEvent.LogAnchored(decisions.name(), logged.sequence(), logged.hash());
        note(anchor);
      }
      anchoredLog = logged;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (BackendException | ExecutionException | TimeoutException e) {
      log.warn("audit.not_anchored error=\"{}\"", e.getMessage());
    }
  }

  private void note(AuditEvent event)
      throws InterruptedException, ExecutionException, TimeoutException {
    var _ =
        store
            .write(new Write.Note(List.of(event)), Cause.STEPGATE, null)
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Removes the files of logs, of this worker and others, whose retention is over.
  void sweep(Path folder, Duration retention) {
    try {
      var _ =
          OldLogFiles.remove(
              folder,
              clock.instant().minus(retention),
              removal -> {
                try {
                  note(removal);
                  return true;
                } catch (BackendException | ExecutionException | TimeoutException e) {
                  log.warn("audit.files_kept log={} error=\"{}\"", removal.log(), e.getMessage());
                  return false;
                }
              });
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("audit.files_kept error=\"{}\"", e.getMessage());
    }
  }

  /// Anchors for the last time and lets others have the log. To be called before the store is
  /// closed.
  @Override
  public void close() {
    // Not interrupted: that would close the file below what is being written.
    thread.close();
    anchor();
    try {
      decisions.close();
    } catch (IOException e) {
      log.error("audit.log_not_closed log={}", decisions.name(), e);
    }
  }
}
