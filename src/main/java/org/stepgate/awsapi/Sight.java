package org.stepgate.awsapi;

import org.stepgate.workflow.ExecutionDescription;

/// What a caller may see of what a list holds.
interface Sight {
  /// Sees everything.
  Sight ALL =
      new Sight() {
        @Override
        public boolean machine(String name) {
          return true;
        }

        @Override
        public boolean activity(String arn) {
          return true;
        }

        @Override
        public boolean execution(ExecutionDescription execution) {
          return true;
        }
      };

  /// Whether the machine of that name may be described.
  boolean machine(String name);

  /// Whether the activity may be described.
  boolean activity(String arn);

  /// Whether the execution may be described.
  boolean execution(ExecutionDescription execution);
}
