package org.stepgate.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The stand-in of AWS's STS of the demo, as `scripts/up` starts it: it trusts one [Site] by its
/// URL.
public final class StsStandIn {
  /// The role that it gives credentials of.
  public static final String ROLE = "arn:aws:iam::123456789012:role/release-desk";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Site site;
  private final Process process;
  private final int port;

  private StsStandIn(Site site, Process process, int port) {
    this.site = site;
    this.process = process;
    this.port = port;
  }

  /// A stand-in that answers.
  ///
  /// @param site whose tokens it takes; it need not be up yet
  /// @param subjects the subjects that may have the role; `*` stands for any text
  public static StsStandIn start(Site site, String subjects) throws Exception {
    Path port = site.state().resolve("sts.port");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/lib/*",
                "scripts/StsStandIn.java",
                port.toString(),
                site.url(),
                "sts.amazonaws.com",
                ROLE,
                subjects)
            .redirectErrorStream(true)
            .redirectOutput(site.state().resolve("sts.log").toFile())
            .start();
    try {
      Polling.until(
          "port of the stand-in of STS", LIMIT, () -> Files.exists(port) || !process.isAlive());
      return new StsStandIn(site, process, Integer.parseInt(Files.readString(port).strip()));
    } catch (Exception | AssertionError e) {
      process.destroy();
      throw e;
    }
  }

  /// Where it is.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// Puts the ports into the configuration of a demo site that is not up yet.
  public void useInDemoSite() throws IOException {
    Path file = site.config().resolve("stepgate.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("http://127.0.0.1:8081", url())
            .replace("http://127.0.0.1:8080", site.url()));
  }

  /// Ends it.
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
