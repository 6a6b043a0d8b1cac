package org.stepgate.chaos;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Verification;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Site;
import org.stepgate.store.StoredAudit;

/// A pool that orders are placed at, with journal and ledger beside it.
///
/// @param failed how many orders were not acknowledged
record Orders(Site site, Load load, Journal journal, Ledger ledger, AtomicInteger failed)
    implements AutoCloseable {
  private static final double ENOUGH = 0.9;
  private static final int SHOWN = 5;

  static Orders open(Lab lab, int workers) throws Exception {
    return open(lab, lab.site(workers));
  }

  /// With a site that was started already, and that is closed with this.
  static Orders open(Lab lab, Site site) throws IOException {
    var ledger = new Ledger();
    var journal = new Journal(lab.directory().resolve("acknowledged"));
    return new Orders(
        site, new Load(site.client(), ledger, journal), journal, ledger, new AtomicInteger());
  }

  /// Waits for an order, acknowledged or given up.
  Placed settle(Future<Placed> order) throws Exception {
    Placed placed = order.get();
    if (!placed.acknowledged()) {
      failed.incrementAndGet();
    }
    return placed;
  }

  /// Checks everything when the harm is over.
  ///
  /// @param others what the fault itself found wrong
  Finding finding(int trials, @Nullable Duration recovery, List<String> others) throws Exception {
    var verdict =
        new Checker(new SiteRecords(site.client()))
            .check(journal.all(), failed.get(), ledger.effects());
    var violations = new ArrayList<>(others);
    verdict.violations().stream().limit(SHOWN).forEach(violations::add);
    violations.addAll(badRecords());
    if (failed.get() > load.placed() * (1 - ENOUGH)) {
      violations.add(
          "void: only %d of %d orders were acknowledged"
              .formatted(load.placed() - failed.get(), load.placed()));
    }
    return new Finding(
        trials,
        load.placed(),
        verdict.losses(),
        verdict.duplicates(),
        recovery,
        violations,
        verdict.repeated() == 0
            ? List.of()
            : List.of(
                verdict.repeated() + " effects of unfinished attempts came again, with their key"));
  }

  /// The first bad record of each chain of audit records, while the pool goes on.
  private List<String> badRecords() throws IOException {
    try (var audit = StoredAudit.open(site.state().resolve("stepgate.db"))) {
      return Verification.verify(audit, site.state().resolve("audit"), null).faults().stream()
          .map(fault -> "audit: " + fault)
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    load.close();
    ledger.close();
    journal.close();
    try {
      site.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the site was ended");
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the site was not ended", e);
    }
  }
}
