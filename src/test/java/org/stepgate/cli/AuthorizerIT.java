package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Site;

/// Files that a real Lighttpd serves by itself, after it has asked a worker.
@Timeout(180)
class AuthorizerIT {
  @TempDir Path directory;
  private Site site;

  @AfterEach
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void files_areServedToWhomTheWorkerLetsPass() throws Exception {
    site = Site.prepare(directory, Site.POOL, 1);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        "identity:\n  anonymous: never\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        Files.createDirectory(site.config().resolve("policies")).resolve("site.cedar"),
        """
        permit (principal, action, resource == Stepgate::Route::"/docs/");
        permit (principal, action == Stepgate::Action::"read", resource is Stepgate::Route);
        """);
    Path guarded = Files.createDirectories(directory.resolve("guarded/docs"));
    Path others = Files.createDirectories(directory.resolve("guarded/plans"));
    Files.writeString(others.resolve("plan.json"), "{\"plan\":2}");
    Files.writeString(guarded.resolve("plan.json"), "{\"plan\":1}");
    Files.writeString(
        directory.resolve("lighttpd.conf"),
        """
        var.stepgate_guarded = "^/(docs|plans)/"
        var.stepgate_guarded_root = "%s"
        include "%s"
        """
            .formatted(
                guarded.getParent().toRealPath(),
                Path.of("lighttpd.conf.d/stepgate-authorizer.conf").toAbsolutePath()),
        StandardOpenOption.APPEND);
    site.start();
    site.awaitAllWorkers();
    String token = DemoToken.bearer(site, "alice");

    var none = site.client().get("/docs/plan.json");
    var known = site.client().get("/docs/plan.json", "Authorization", token);

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).startsWith("Bearer ");
    assertThat(none.body()).doesNotContain("plan\":1");
    assertThat(known.body()).isEqualTo("{\"plan\":1}");
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.header("Content-Type")).startsWith("application/json");
    var denied = site.client().get("/plans/plan.json", "Authorization", token);
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body()).doesNotContain("plan\":2");
    assertThat(site.client().get("/docs/none.json", "Authorization", token).status())
        .isEqualTo(404);
    assertThat(site.client().get("/docs/plan.json", "Authorization", token + "x").status())
        .isEqualTo(401);
    assertThat(
            site.client()
                .get("/docs/plan.json", "Authorization", token, "X-Remote-User", "root")
                .status())
        .isEqualTo(400);
    assertThat(site.client().get("/stepgate/health").status()).isEqualTo(200);
  }
}
