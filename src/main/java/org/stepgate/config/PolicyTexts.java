package org.stepgate.config;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.stepgate.policy.PolicyFault;
import org.stepgate.policy.PolicyFiles;

/// Finds the policies of a bundle.
final class PolicyTexts {
  private PolicyTexts() {}

  /// The policies; empty for a site that has no directory of them. What is wrong with them is added
  /// to `faults`.
  static Optional<PolicyFiles> read(
      ConfigurationBundle bundle,
      Function<PolicyFiles, List<PolicyFault>> check,
      List<Fault> faults) {
    if (!bundle.hasPolicies()) {
      return Optional.empty();
    }
    var texts = new TreeMap<String, String>();
    bundle
        .files()
        .forEach((file, text) -> {
          if (file.startsWith(ConfigurationDirectory.POLICIES_MARK)
              && file.endsWith(ConfigurationDirectory.POLICY_SUFFIX)) {
            texts.put(file, text);
          }
        });
    var files = new PolicyFiles(texts);
    for (PolicyFault fault : check.apply(files)) {
      faults.add(new Fault(fault.file(), fault.position(), fault.message()));
    }
    return Optional.of(files);
  }
}
