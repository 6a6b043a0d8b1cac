package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.store.AliasRow;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.UpdateAlias;
import org.stepgate.workflow.UpdatedMachine;
import org.stepgate.workflow.VersionSummary;
import org.stepgate.workflow.VersionWeight;

/// Versions and aliases of machines made through the API, over a real database.
final class ApiVersionsTest extends ApiMachinesFixture {
  // ---- versions

  @Test
  void publish_sameRevisionTwice_isOneVersion() throws Exception {
    machines.create(request("M", pass("1")));

    VersionSummary first = machines.publishVersion(new PublishVersion(HOME, M, null, null));
    VersionSummary again = machines.publishVersion(new PublishVersion(HOME, M, "INITIAL", null));

    assertThat(first.arn()).isEqualTo(M + ":1");
    assertThat(again).isEqualTo(first);
  }

  @Test
  void publish_afterTheNewestWasDeleted_countsOn() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    assertThat(update(pass("2"), true).versionArn()).isEqualTo(M + ":2");
    machines.deleteVersion(HOME, M + ":2");
    machines.deleteVersion(HOME, M + ":2");

    assertThat(machines.publishVersion(new PublishVersion(HOME, M, null, null)).arn())
        .isEqualTo(M + ":3");
    assertThat(machines.listVersions(HOME, M, PageRequest.FIRST).items())
        .extracting(VersionSummary::arn)
        .containsExactly(M + ":3", M + ":1");
  }

  @Test
  void publish_otherRevision_isAConflict() throws Exception {
    machines.create(request("M", pass("1")));
    String revision = update(pass("2"), false).revisionId();

    refused(
        "ConflictException",
        () -> machines.publishVersion(new PublishVersion(HOME, M, "INITIAL", null)));
    assertThat(machines.publishVersion(new PublishVersion(HOME, M, revision, null)).arn())
        .isEqualTo(M + ":1");
  }

  @Test
  void listVersions_pages() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    update(pass("2"), true);

    var first = machines.listVersions(HOME, M, new PageRequest(1, null));
    var second = machines.listVersions(HOME, M, new PageRequest(1, first.nextToken()));

    assertThat(first.items()).extracting(VersionSummary::arn).containsExactly(M + ":2");
    assertThat(second.items()).extracting(VersionSummary::arn).containsExactly(M + ":1");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void describeForExecution_ofAVersion_showsItsRevision() throws Exception {
    machines.create(request("M", pass("1")));
    UpdatedMachine updated = update(pass("2"), true);
    var execution = run(engine, M + ":1");
    update(pass("3"), false);

    MachineDetail detail = machines.describeForExecution(HOME, execution.arn());

    assertThat(execution.versionArn()).isEqualTo(M + ":1");
    assertThat(execution.machineArn()).isEqualTo(M);
    assertThat(detail.arn()).isEqualTo(M);
    assertThat(detail.definition()).isEqualTo(pass("2"));
    assertThat(detail.revisionId()).isEqualTo(updated.revisionId());
    assertThat(detail.updateTime()).isEqualTo(updated.updateTime());
    assertThat(detail.roleArn()).isEqualTo(ROLE);
    refused("ExecutionDoesNotExist", () -> machines.describeForExecution(OTHER, execution.arn()));
  }

  // ---- aliases

  @Test
  void alias_startsItsVersionsByWeight() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    update(pass("2"), true);
    String arn = machines.createAlias(alias("live", Map.of("M:1", 80, "M:2", 20))).arn();

    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < 200; i++) {
      var execution = run(engine, arn);
      assertThat(execution.aliasArn()).isEqualTo(arn);
      assertThat(execution.versionArn())
          .isEqualTo(execution.output().equals("\"1\"") ? M + ":1" : M + ":2");
      counts.merge(execution.output(), 1, Integer::sum);
    }

    assertThat(counts.get("\"1\"")).isBetween(140, 180);
    assertThat(counts).hasSize(2);
    assertThat(machines.describe(HOME, arn).arn()).isEqualTo(M + ":1");
    assertThat(engine.list(new ExecutionQuery(arn, null, null, 1_000, null)).executions())
        .hasSize(200);
  }

  @Test
  void choose_atTheBorders_followsTheWeights() {
    var routes = List.of(new AliasRow.Route(1, 30), new AliasRow.Route(2, 70));

    assertThat(Targets.choose(routes, 0)).isEqualTo(1);
    assertThat(Targets.choose(routes, 29)).isEqualTo(1);
    assertThat(Targets.choose(routes, 30)).isEqualTo(2);
    assertThat(Targets.choose(routes, 99)).isEqualTo(2);
  }

  @Test
  void createAlias_again_isTheSameOrAConflict() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    var first = machines.createAlias(alias("live", Map.of("M:1", 100)));

    assertThat(machines.createAlias(alias("live", Map.of("M:1", 100)))).isEqualTo(first);
    update(pass("2"), true);
    refused("ConflictException", () -> machines.createAlias(alias("live", Map.of("M:2", 100))));
  }

  @Test
  void createAlias_badRouting_isRefusedInTheWordsOfTheApi() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    update(pass("2"), true);

    refused(
        "ValidationException",
        "Routing configuration must contain state machine version ARNs. Received: [" + M + "]",
        () -> machines.createAlias(alias("a", Map.of("M", 100))));
    refused(
        "ValidationException",
        "Sum of routing configuration weights must equal 100. Received: [70, 29]",
        () -> machines.createAlias(alias("a", Map.of("M:1", 70, "M:2", 29))));
    var twice = new VersionWeight(M + ":1", 50);
    refused(
        "ValidationException",
        "Routing configuration must contain distinct state machine version ARNs. Received: ["
            + M
            + ":1, "
            + M
            + ":1]",
        () -> machines.createAlias(new CreateAlias(HOME, "a", null, List.of(twice, twice))));
    refused(
        "ValidationException",
        () -> machines.createAlias(alias("a", Map.of("M:1", 50, "N:1", 50))));
    refused("ResourceNotFound", () -> machines.createAlias(alias("a", Map.of("M:3", 100))));
    refused("ResourceNotFound", () -> machines.createAlias(alias("a", Map.of("N:1", 100))));
  }

  @Test
  void updateAlias_changesWhatIsGiven() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    update(pass("2"), true);
    String arn = machines.createAlias(alias("live", Map.of("M:1", 100))).arn();

    machines.updateAlias(new UpdateAlias(HOME, arn, "new", null));
    var routing = List.of(new VersionWeight(M + ":1", 50), new VersionWeight(M + ":2", 50));
    machines.updateAlias(new UpdateAlias(HOME, arn, null, routing));

    var detail = machines.describeAlias(HOME, arn);
    assertThat(detail.description()).isEqualTo("new");
    assertThat(detail.routing()).isEqualTo(routing);
    assertThat(detail.updateTime()).isAfterOrEqualTo(detail.creationTime());
    refused(
        "ValidationException", () -> machines.updateAlias(new UpdateAlias(HOME, arn, null, null)));
    refused(
        "ResourceNotFound",
        () -> machines.updateAlias(new UpdateAlias(HOME, M + ":none", "d", null)));
  }

  @Test
  void deleteVersion_withAnAlias_isAConflict() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    String arn = machines.createAlias(alias("live", Map.of("M:1", 100))).arn();

    refused(
        "ConflictException",
        "Version to be deleted must not be referenced by an alias. Current list of aliases"
            + " referencing this version: [live]",
        () -> machines.deleteVersion(HOME, M + ":1"));
    machines.deleteAlias(HOME, arn);
    machines.deleteVersion(HOME, M + ":1");

    assertThat(machines.listVersions(HOME, M, PageRequest.FIRST).items()).isEmpty();
    refused("ResourceNotFound", () -> machines.describeAlias(HOME, arn));
    refused("ResourceNotFound", () -> machines.deleteAlias(HOME, arn));
  }

  @Test
  void listAliases_pagesAndOfAVersion() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    update(pass("2"), true);
    machines.createAlias(alias("b", Map.of("M:1", 100)));
    machines.createAlias(alias("a", Map.of("M:2", 100)));

    var first = machines.listAliases(HOME, M, new PageRequest(1, null));
    var second = machines.listAliases(HOME, M, new PageRequest(0, first.nextToken()));

    assertThat(first.items()).extracting(each -> each.name()).containsExactly("a");
    assertThat(second.items()).extracting(each -> each.name()).containsExactly("b");
    assertThat(machines.listAliases(HOME, M + ":1", PageRequest.FIRST).items())
        .extracting(each -> each.name())
        .containsExactly("b");
    refused(
        "InvalidToken", () -> machines.listAliases(HOME, M, new PageRequest(0, "InvalidToken")));
  }
}
