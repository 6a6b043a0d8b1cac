package org.stepgate.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.stepgate.chaos.Journal.Acknowledgement;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;
import org.stepgate.store.NameEntry;
import org.stepgate.store.Store;
import org.stepgate.store.StoreConfig;
import org.stepgate.workflow.MachineId;

/// R5: the power fails at any moment while orders are placed and executed.
///
/// The pool's disk is ext4 in a file of another ext4. While that one is frozen, the file is what
/// would be on the disk after a power cut, and is copied: what the pool has written but not brought
/// to the disk is not in it. Each order that was acknowledged before has to be in the copy, whose
/// database has to be whole. From the last copy a second pool goes on.
///
/// Before that, a control: a writer of its own that takes a commit for durable with
/// `synchronous=NORMAL` has to lose rows by the same means, else they would prove nothing. It is
/// not a pool, as a setting that makes a pool forget must not exist.
///
/// Not covered: writes that the disk itself has reordered or lost although they were flushed.
final class PowerLoss implements Fault {
  private static final int WORKERS = 2;
  private static final int MEGABYTES = 64;
  private static final int MEGABYTES_FOR_ALL_CUTS = 1_024;
  private static final int ORDERS = 20;
  private static final int LONGEST_MILLIS = 400;
  private static final int CONTROL_ROUNDS = 2;
  private static final int CONTROL_ROWS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "R5";
  }

  @Override
  public String title() {
    return "power loss";
  }

  @Override
  public Optional<String> obstacle() {
    return LoopDisk.obstacle();
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    Path directory = Files.createDirectories(lab.directory().resolve("site"));
    Site site = Site.prepare(directory, Lab.SITE, WORKERS);
    int megabytes = lab.size(MEGABYTES, MEGABYTES_FOR_ALL_CUTS);
    try (var outer =
            LoopDisk.make(
                lab.directory().resolve("outer.image"),
                lab.directory().resolve("outer"),
                2 * megabytes);
        var disk = LoopDisk.make(outer.folder().resolve("disk"), site.state(), megabytes)) {
      var snapshots = new Snapshots(lab, outer, disk);
      int lost = 0;
      for (int round = 0; round < CONTROL_ROUNDS; round++) {
        lost += snapshots.rowsLostWithoutSync(round);
      }
      Files.createDirectories(site.state().resolve("files"));
      site.start();
      try (var orders = Orders.open(lab, site)) {
        site.awaitAllWorkers();
        return run(lab, orders, snapshots, lost);
      }
    }
  }

  private static Finding run(Lab lab, Orders orders, Snapshots snapshots, int controlLost)
      throws Exception {
    int cuts = lab.size(5, 300);
    var violations = new ArrayList<String>();
    if (controlLost == 0) {
      violations.add("the control has lost nothing: the cuts prove nothing");
    }
    int checked = 0;
    Map<String, Acknowledgement> last = Map.of();
    for (int cut = 0; cut < cuts; cut++) {
      List<Future<Placed>> placed = orders.load().place(ORDERS, lab.random().nextInt(2), 0);
      // The moment of the cut is part of the fault.
      TimeUnit.MILLISECONDS.sleep(lab.random().nextInt(LONGEST_MILLIS));
      last = snapshots.cut(orders.journal());
      checked += last.size();
      violations.addAll(snapshots.missing(last));
      for (var order : placed) {
        orders.settle(order);
      }
    }
    Finding before = orders.finding(cuts, null, violations);
    var after = new ArrayList<>(before.violations());
    after.addAll(goOn(lab, snapshots, last));
    return new Finding(
        cuts,
        before.operations(),
        before.losses(),
        before.duplicates(),
        null,
        after,
        List.of(
            checked + " acknowledgements looked for in " + cuts + " snapshots",
            "the control, synchronous=NORMAL, has lost "
                + controlLost
                + " of "
                + CONTROL_ROUNDS * CONTROL_ROWS
                + " rows"));
  }

  /// A second pool finds what the last snapshot has and brings it to its end.
  private static List<String> goOn(
      Lab lab, Snapshots snapshots, Map<String, Acknowledgement> acknowledged) throws Exception {
    var violations = new ArrayList<String>();
    Path directory = Files.createDirectories(lab.directory().resolve("b"));
    Site site = Site.prepare(directory, Lab.SITE, WORKERS);
    try (var _ = LoopDisk.mount(snapshots.image(), site.state())) {
      site.start();
      try {
        site.awaitHealth();
        for (Acknowledgement one : acknowledged.values()) {
          var ended = site.client().awaitEnd("embedded:effects:" + one.execution(), LIMIT);
          if (!"SUCCEEDED".equals(ended.string("status"))) {
            violations.add("after the power was back, order " + one.order() + " ended as " + ended);
          }
        }
      } finally {
        site.close();
      }
    }
    return violations;
  }

  /// Copies of the disk as a power cut would leave it.
  private static final class Snapshots {
    private final LoopDisk outer;
    private final LoopDisk disk;
    private final Path image;
    private final Path folder;

    Snapshots(Lab lab, LoopDisk outer, LoopDisk disk) {
      this.outer = outer;
      this.disk = disk;
      this.image = lab.directory().resolve("snapshot");
      this.folder = lab.directory().resolve("look");
    }

    /// The last snapshot.
    Path image() {
      return image;
    }

    /// Takes a snapshot.
    ///
    /// @return what was acknowledged before
    Map<String, Acknowledgement> cut(Journal journal) throws Exception {
      var acknowledged = journal.all();
      take();
      return acknowledged;
    }

    private void take() throws Exception {
      outer.frozen(() -> {
        var copied =
            Programs.run(
                Map.of(), "cp", "--sparse=always", disk.image().toString(), image.toString());
        if (copied.exitCode() != 0) {
          throw new IOException(copied.err());
        }
      });
    }

    /// What is wrong with the snapshot.
    List<String> missing(Map<String, Acknowledgement> acknowledged) throws Exception {
      var violations = new ArrayList<String>();
      try (var _ = LoopDisk.mount(image, folder)) {
        Path file = folder.resolve("stepgate.db");
        try (Store store = Store.open(StoreConfig.defaults(file))) {
          for (Acknowledgement one : acknowledged.values()) {
            var found = store.lookup(MachineId.ofHome("effects"), one.execution());
            if (!(found.orElse(null) instanceof NameEntry.Present)) {
              violations.add("acknowledged and gone after a power cut: " + one);
            }
          }
        }
        String whole = one(file, "PRAGMA integrity_check");
        if (!whole.equals("ok")) {
          violations.add("the database is damaged after a power cut: " + whole);
        }
      }
      return violations;
    }

    /// How many rows a writer loses that does not wait for the disk.
    int rowsLostWithoutSync(int round) throws Exception {
      String name = "control-" + round + ".db";
      Path file = disk.folder().resolve(name);
      try (Connection connection = connect(file);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("CREATE TABLE acknowledged (number INTEGER PRIMARY KEY)");
        statement.execute("PRAGMA synchronous = NORMAL");
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO acknowledged VALUES (?)")) {
          for (int row = 0; row < CONTROL_ROWS; row++) {
            insert.setInt(1, row);
            insert.executeUpdate();
          }
        }
        take();
      }
      try (var _ = LoopDisk.mount(image, folder)) {
        Path copy = folder.resolve(name);
        return CONTROL_ROWS - Integer.parseInt(one(copy, "SELECT COUNT(*) FROM acknowledged"));
      }
    }

    private static String one(Path file, String sql) throws SQLException {
      try (Connection connection = connect(file);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        return row.getString(1);
      }
    }

    private static Connection connect(Path file) throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
  }
}
