package org.stepgate.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.embedded.StoredFormat;
import org.stepgate.store.OldSchemas;

/// R15: databases as earlier versions have left them are opened, read, and everything in them that
/// runs is brought to its end; and a row of each table of every earlier schema outlives the
/// migrations.
final class StoredFormats implements Fault {
  @Override
  public String id() {
    return "R15";
  }

  @Override
  public String title() {
    return "databases of earlier formats";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    var violations = new ArrayList<String>();
    int executions = 0;
    int resumed = 0;
    List<Path> dumps = StoredFormat.all();
    for (int i = 0; i < dumps.size(); i++) {
      var outcome = StoredFormat.resume(dumps.get(i), lab.directory().resolve("format-" + i));
      executions += outcome.executions();
      resumed += outcome.resumed();
      violations.addAll(outcome.faults());
    }
    int lost = 0;
    for (int version = 1; version <= OldSchemas.current(); version++) {
      List<String> gone = OldSchemas.check(version, lab.directory().resolve("schema-" + version));
      lost += gone.size();
      violations.addAll(gone);
    }
    return new Finding(
        dumps.size() + OldSchemas.current(),
        executions,
        lost,
        0,
        null,
        violations,
        List.of(
            "%d formats with %d executions, %d of them resumed; %d schemas migrated"
                .formatted(dumps.size(), executions, resumed, OldSchemas.current())));
  }
}
