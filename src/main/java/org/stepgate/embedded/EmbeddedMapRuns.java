package org.stepgate.embedded;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.store.Descriptions;
import org.stepgate.store.MapChild;
import org.stepgate.store.MapRunRow;
import org.stepgate.store.NameEntry;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.StoredMapChild;
import org.stepgate.store.Write;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MapRunDescription;
import org.stepgate.workflow.MapRunUpdate;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// The operations on the map runs of this engine.
///
/// Threads: safe for use by any.
final class EmbeddedMapRuns implements MapRuns {
  private static final String RUNS = "map-runs";
  private static final String CHILDREN = "map-children";
  private static final String FIRST = Long.toString(Long.MAX_VALUE);
  private static final double MAX_PERCENTAGE = 100;

  private final Store store;
  private final Shell shell;
  private final Arns arns;

  EmbeddedMapRuns(Store store, Shell shell, Arns arns) {
    this.store = store;
    this.shell = shell;
    this.arns = arns;
  }

  @Override
  public MapRunDescription describe(StatesArn.MapRun run) {
    MapRunRow row = row(run);
    return description(row, parent(row.parent(), run.toString()));
  }

  private MapRunRow row(StatesArn.MapRun run) {
    return store
        .mapRun(run.toString())
        .orElseThrow(() -> WorkflowException.noSuchResource(run.toString()));
  }

  private ExecutionDescription parent(RowId row, String asked) {
    return store.describe(row).orElseThrow(() -> WorkflowException.noSuchResource(asked));
  }

  private static MapRunDescription description(MapRunRow run, ExecutionDescription parent) {
    Double percentage = run.limits().toleratedPercentage();
    Long count = run.limits().toleratedCount();
    return new MapRunDescription(
        run.arn(),
        parent.arn(),
        parent.machineArn(),
        run.stage().status(),
        run.startTime(),
        run.stopTime(),
        run.limits().maxConcurrency(),
        percentage == null ? 0 : percentage,
        count == null ? 0 : count,
        run.items(),
        run.children(),
        run.redrives(),
        run.redriveTime());
  }

  @Override
  public Page<MapRunDescription> list(StatesArn.Execution parent, PageRequest page) {
    RowId row =
        find(parent.account(), machine(parent.machine(), parent.label()), parent.name())
            .orElseThrow(() -> WorkflowException.noSuchExecution(parent.toString()));
    ExecutionDescription description = parent(row, parent.toString());
    long before = number(PageTokens.after(page, RUNS, FIRST));
    List<MapRunRow> found = store.mapRuns(row, before, page.size() + 1);
    return PageTokens.page(
        found,
        page,
        RUNS,
        run -> Long.toString(run.id().value()),
        run -> description(run, description));
  }

  @Override
  public void update(MapRunUpdate request) throws InterruptedException {
    check(request);
    MapRunRow run = row(request.run());
    boolean changed =
        Futures.get(
            store.write(
                new Write.UpdateMapRun(
                    run.id(),
                    request.maxConcurrency(),
                    request.toleratedFailureCount(),
                    request.toleratedFailurePercentage())));
    if (!changed) {
      throw WorkflowException.validation(
          "The Map Run is not running and cannot be updated: '" + request.run() + "'");
    }
    shell.mapRuns().look();
  }

  private static void check(MapRunUpdate request) {
    Integer concurrency = request.maxConcurrency();
    Double percentage = request.toleratedFailurePercentage();
    Long count = request.toleratedFailureCount();
    if ((concurrency != null && concurrency < 0)
        || (count != null && count < 0)
        || (percentage != null && !(percentage >= 0 && percentage <= MAX_PERCENTAGE))) {
      throw WorkflowException.validation(
          "maxConcurrency and toleratedFailureCount must be 0 or more,"
              + " toleratedFailurePercentage 0 to 100");
    }
  }

  @Override
  public Page<Child> children(
      StatesArn.MapRun run, @Nullable ExecutionStatus status, PageRequest page) {
    MapRunRow row = row(run);
    long from = number(PageTokens.after(page, CHILDREN, FIRST)) - 1;
    List<StoredMapChild> found =
        store.mapChildren(
            row.id(),
            from,
            true,
            status == null ? null : org.stepgate.engine.ExecutionStatus.valueOf(status.name()),
            page.size() + 1);
    return PageTokens.page(
        found,
        page,
        CHILDREN,
        child -> Long.toString(child.child().number()),
        child -> child(row.arn(), child));
  }

  private static Child child(String runArn, StoredMapChild child) {
    return new Child(
        Descriptions.of(child.execution().start(), child.execution().header()),
        runArn,
        child.child().items());
  }

  @Override
  public Optional<Child> child(StatesArn child) {
    Optional<RowId> found =
        switch (child) {
          case StatesArn.Execution arn when arn.label() != null ->
              find(arn.account(), machine(arn.machine(), arn.label()), arn.name());
          case StatesArn.ExpressExecution arn when arn.label() != null ->
              find(arn.account(), machine(arn.machine(), arn.label()), arn.name());
          case StatesArn.Execution _,
              StatesArn.ExpressExecution _,
              StatesArn.Machine _,
              StatesArn.Activity _,
              StatesArn.MapRun _ ->
              Optional.empty();
        };
    return found.flatMap(this::child);
  }

  private Optional<Child> child(RowId row) {
    Optional<MapChild> child = store.mapChild(row);
    Optional<MapRunRow> run = child.flatMap(known -> store.mapRun(known.run()));
    return run.flatMap(known ->
        store
            .describe(row)
            .map(found -> new Child(found, known.arn(), child.orElseThrow().items())));
  }

  private Optional<RowId> find(String account, String machine, String name) {
    return store
        .lookup(new MachineId(arns.owner(account), machine), name)
        .flatMap(entry ->
            entry instanceof NameEntry.Present present
                ? Optional.of(present.row())
                : Optional.empty());
  }

  private static String machine(String name, @Nullable String label) {
    return label == null ? name : name + '/' + label;
  }

  private static long number(String pageToken) {
    try {
      return Long.parseLong(pageToken);
    } catch (NumberFormatException e) {
      throw WorkflowException.invalidToken();
    }
  }
}
