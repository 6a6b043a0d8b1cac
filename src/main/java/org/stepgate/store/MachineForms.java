package org.stepgate.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineSettings;

/// The stored JSON of revisions and settings; what is as usual is left out.
///
/// - a revision: `version`, `timeMillis`, and when there are such `id`, `role`, `settings`.
/// - settings: `logging` (`level`, `data`, `groups`), `tracing`, `encryption` (`type`, `key`,
///   `reuseSeconds`).
final class MachineForms {
  private static final long VERSION = 1;

  private MachineForms() {}

  /// A revision without the hash of its definition, which has a column.
  static String write(MachineRevision revision) {
    return JsonObject.builder()
        .put("version", VERSION)
        .put("timeMillis", revision.time().toEpochMilli())
        .putIfPresent("id", revision.id())
        .putIfPresent("role", revision.roleArn())
        .putIfPresent("settings", write(revision.settings()))
        .build()
        .toString();
  }

  static MachineRevision read(String definitionSha256, String text) {
    var form = (JsonObject) JsonReader.read(text, JsonLimits.STORED);
    long version = ((JsonNumber) Forms.member(form, "version")).toLong();
    if (version != VERSION) {
      throw new IllegalStateException("the stored revision has version " + version);
    }
    return new MachineRevision(
        form.string("id"),
        definitionSha256,
        form.string("role"),
        readSettings(form.get("settings")),
        Instant.ofEpochMilli(((JsonNumber) Forms.member(form, "timeMillis")).toLong()));
  }

  /// Null for the usual settings.
  static @Nullable JsonObject write(MachineSettings settings) {
    if (settings.equals(MachineSettings.DEFAULTS)) {
      return null;
    }
    LoggingConfiguration logging = settings.logging();
    List<String> groups = logging.logGroupArns();
    EncryptionConfiguration encryption = settings.encryption();
    Integer reuse = encryption.reusePeriodSeconds();
    return JsonObject.builder()
        .put(
            "logging",
            JsonObject.builder()
                .put("level", logging.level().name())
                .put("data", logging.includeExecutionData())
                .putIfPresent(
                    "groups", groups == null ? null : JsonValue.array(groups, JsonString::new))
                .build())
        .put("tracing", settings.tracing())
        .put(
            "encryption",
            JsonObject.builder()
                .put("type", encryption.type().name())
                .putIfPresent("key", encryption.kmsKeyId())
                .putIfPresent("reuseSeconds", reuse == null ? null : JsonNumber.of(reuse))
                .build())
        .build();
  }

  /// Reads what [#write(MachineSettings)] gives.
  static MachineSettings readSettings(@Nullable JsonValue value) {
    if (value == null) {
      return MachineSettings.DEFAULTS;
    }
    var form = (JsonObject) value;
    var logging = (JsonObject) Forms.member(form, "logging");
    var encryption = (JsonObject) Forms.member(form, "encryption");
    return new MachineSettings(
        new LoggingConfiguration(
            LoggingConfiguration.Level.valueOf(Forms.string(logging, "level")),
            isTrue(logging, "data"),
            logging.get("groups") instanceof JsonArray groups
                ? groups.stream().map(group -> ((JsonString) group).value()).toList()
                : null),
        isTrue(form, "tracing"),
        new EncryptionConfiguration(
            EncryptionConfiguration.Type.valueOf(Forms.string(encryption, "type")),
            encryption.string("key"),
            encryption.get("reuseSeconds") instanceof JsonNumber reuse
                ? Math.toIntExact(reuse.toLong())
                : null));
  }

  private static boolean isTrue(JsonObject form, String name) {
    return Forms.member(form, name).equals(JsonBoolean.TRUE);
  }
}
