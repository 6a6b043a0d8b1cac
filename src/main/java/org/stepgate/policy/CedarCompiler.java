package org.stepgate.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.DetailedError;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// Reads policies and checks them against the schema. Its first use loads Cedar's native library.
final class CedarCompiler {
  /// Policies in all files of a site.
  static final int MAX_POLICIES = 5_000;

  private static final String SCHEMA = "stepgate.cedarschema";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
  private static final Pattern PREAMBLE =
      Pattern.compile("(failed to parse policy with id `\\d+` from string: |for policy `\\d+`, )");

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final List<PolicyFault> faults = new ArrayList<>();
  private final List<PolicyText> texts;

  private CedarCompiler(List<PolicyText> texts) {
    this.texts = texts;
  }

  /// What became of policies.
  sealed interface Compiled {
    /// They can be asked.
    record Usable(CedarPolicies policies) implements Compiled {}

    /// They cannot.
    ///
    /// @param faults by file and position, one at least
    record Faulty(List<PolicyFault> faults) implements Compiled {}
  }

  /// Reads and checks all files.
  ///
  /// @throws IllegalStateException when the schema of this program is faulty
  static Compiled compile(PolicyFiles files) {
    var texts = new ArrayList<PolicyText>();
    files.texts().forEach((file, text) -> texts.addAll(PolicyText.split(file, text)));
    return new CedarCompiler(texts).compile();
  }

  private Compiled compile() {
    if (texts.size() > MAX_POLICIES) {
      PolicyText last = texts.get(MAX_POLICIES);
      fault(last, "there are more than " + MAX_POLICIES + " policies");
      return faulty();
    }
    check();
    if (!faults.isEmpty()) {
      return faulty();
    }
    List<CedarPolicy> policies = policies();
    return faults.isEmpty() ? new Compiled.Usable(new CedarPolicies(policies)) : faulty();
  }

  private Compiled faulty() {
    faults.sort(
        Comparator.comparing(PolicyFault::file)
            .thenComparing(PolicyFault::position)
            .thenComparing(PolicyFault::message));
    return new Compiled.Faulty(faults.stream().distinct().toList());
  }

  private void fault(PolicyText text, String message) {
    faults.add(new PolicyFault(text.file(), text.firstWord(), message));
  }

  // ---- checks

  private void check() {
    Schema schema = schema();
    var all = new HashSet<Policy>();
    for (int i = 0; i < texts.size(); i++) {
      all.add(policy(i));
    }
    if (all.isEmpty() || wasChecked(schema, all)) {
      return;
    }
    // One that cannot be parsed hides what is wrong with the others.
    for (int i = 0; i < texts.size(); i++) {
      ValidationResponse response = validated(schema, Set.of(policy(i)));
      PolicyText text = texts.get(i);
      response.errors.ifPresent(errors -> errors.forEach(error -> fault(text, error)));
      wasChecked(response);
    }
  }

  private Policy policy(int index) {
    return new Policy(texts.get(index).text(), Integer.toString(index));
  }

  private boolean wasChecked(Schema schema, Set<Policy> policies) {
    return wasChecked(validated(schema, policies));
  }

  private boolean wasChecked(ValidationResponse response) {
    response.success.ifPresent(checked ->
        checked.validationErrors.forEach(
            error -> fault(texts.get(Integer.parseInt(error.getPolicyId())), error.getError())));
    return response.success.isPresent();
  }

  private ValidationResponse validated(Schema schema, Set<Policy> policies) {
    try {
      return engine.validate(new ValidationRequest(schema, new PolicySet(policies)));
    } catch (AuthException e) {
      throw new IllegalStateException("Cedar does not understand a request", e);
    }
  }

  private void fault(PolicyText text, DetailedError error) {
    var message = new StringBuilder(error.message);
    var places = error.sourceLocations;
    if (!places.isEmpty()) {
      places
          .getFirst()
          .label
          .filter(label -> !label.isEmpty())
          .ifPresent(label -> message.append("; ").append(label));
    }
    error.help.filter(help -> !help.isEmpty()).ifPresent(help -> message.append("; ").append(help));
    faults.add(
        new PolicyFault(
            text.file(),
            places.isEmpty() ? text.firstWord() : text.at(places.getFirst().start),
            PREAMBLE.matcher(message).replaceAll("")));
  }

  static Schema schema() {
    try (InputStream in =
        Objects.requireNonNull(CedarCompiler.class.getResourceAsStream(SCHEMA), SCHEMA)) {
      return Schema.parse(
          Schema.JsonOrCedar.Cedar, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InternalException e) {
      throw new IllegalStateException("the schema is faulty", e);
    }
  }

  // ---- names

  private List<CedarPolicy> policies() {
    var policies = new ArrayList<CedarPolicy>();
    var ids = new HashSet<String>();
    for (PolicyText text : texts) {
      String json = json(text);
      var read = (JsonObject) JsonReader.read(json, JsonLimits.STORED);
      String id = id(text, read);
      if (!ids.add(id)) {
        fault(text, "another policy has the id " + id);
      }
      policies.add(
          new CedarPolicy(
              id,
              text.text(),
              json,
              ActionScope.of(read.get("action") instanceof JsonObject action ? action : null)));
    }
    return policies;
  }

  private static String json(PolicyText text) {
    try {
      return new Policy(text.text(), "0").toJson();
    } catch (InternalException e) {
      throw new IllegalStateException("a policy that was checked cannot be read", e);
    }
  }

  /// `FILE#ID`, with the policy's `@id`, or else its number, and the file without its folder.
  private String id(PolicyText text, JsonObject policy) {
    @Nullable String given =
        policy.get("annotations") instanceof JsonObject annotations
            ? annotations.string("id")
            : null;
    if (given != null && !ID.matcher(given).matches()) {
      fault(text, "an @id has up to 80 letters, digits, and characters _ . -");
    }
    String file = text.file().substring(text.file().lastIndexOf('/') + 1);
    return file + "#" + (given == null ? Integer.toString(text.number()) : given);
  }
}
