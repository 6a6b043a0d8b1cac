package org.stepgate.workflow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ARN of something that Step Functions knows; `toString` gives it back.
///
/// A name may be followed by `/LABEL`, which names a distributed Map state of the machine.
///
/// @spec
///   https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
///   resource types of Step Functions
public sealed interface StatesArn {
  /// What a test case follows.
  char TEST_CASE = '#';

  /// The region, such as `us-east-1`.
  String region();

  /// The account, 12 digits.
  String account();

  /// A state machine, or with a qualifier a version or an alias of it.
  ///
  /// @param qualifier the number of a version or the name of an alias; null for the machine itself
  record Machine(
      String region,
      String account,
      String name,
      @Nullable String label,
      @Nullable String qualifier)
      implements StatesArn {
    /// The machine that this is, or is a version or alias of.
    public Machine unqualified() {
      return new Machine(region, account, name, label, null);
    }

    /// The same machine with a qualifier.
    public Machine qualified(String other) {
      return new Machine(region, account, name, label, other);
    }

    @Override
    public String toString() {
      String text = prefix(this) + "stateMachine:" + labelled(name, label);
      return qualifier == null ? text : text + ':' + qualifier;
    }
  }

  /// An execution of a STANDARD machine.
  record Execution(
      String region, String account, String machine, @Nullable String label, String name)
      implements StatesArn {
    @Override
    public String toString() {
      return prefix(this) + "execution:" + labelled(machine, label) + ':' + name;
    }
  }

  /// An execution of an EXPRESS machine.
  ///
  /// @param run what tells apart executions of one name
  record ExpressExecution(
      String region,
      String account,
      String machine,
      @Nullable String label,
      String name,
      String run)
      implements StatesArn {
    @Override
    public String toString() {
      return prefix(this) + "express:" + labelled(machine, label) + ':' + name + ':' + run;
    }
  }

  /// An activity.
  record Activity(String region, String account, String name) implements StatesArn {
    @Override
    public String toString() {
      return prefix(this) + "activity:" + name;
    }
  }

  /// The run of a distributed Map state.
  record MapRun(String region, String account, String machine, String label, String name)
      implements StatesArn {
    @Override
    public String toString() {
      return prefix(this) + "mapRun:" + machine + '/' + label + ':' + name;
    }
  }

  /// Reads any of them.
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none
  static StatesArn parse(String text) {
    Matcher arn = Syntax.ARN.matcher(text);
    if (!arn.matches()) {
      throw WorkflowException.invalidArn("Invalid ARN prefix: " + text);
    }
    String region = arn.group("region");
    String account = arn.group("account");
    String type = arn.group("type");
    String[] parts = arn.group("rest").split(":", -1);
    String[] labelled = parts[0].split("/", -1);
    String name = labelled[0];
    String label = labelled.length == 2 ? labelled[1] : null;
    if (labelled.length > 2 || !allNames(labelled) || !allNames(parts, 1)) {
      throw WorkflowException.invalidArn(text);
    }
    return switch (type + parts.length) {
      case "stateMachine1" -> new Machine(region, account, name, label, null);
      case "stateMachine2" -> new Machine(region, account, name, label, parts[1]);
      case "execution2" -> new Execution(region, account, name, label, parts[1]);
      case "express3" -> new ExpressExecution(region, account, name, label, parts[1], parts[2]);
      case "activity1" -> {
        if (label != null) {
          throw WorkflowException.invalidArn(text);
        }
        yield new Activity(region, account, name);
      }
      case "mapRun2" -> {
        if (label == null) {
          throw WorkflowException.invalidArn(text);
        }
        yield new MapRun(region, account, name, label, parts[1]);
      }
      default -> throw WorkflowException.invalidArn(text);
    };
  }

  /// Reads the ARN of a machine, a version or an alias; a test case may follow it, see [#testCase].
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none
  static Machine machine(String text) {
    if (parse(withoutTestCase(text)) instanceof Machine machine) {
      return machine;
    }
    throw otherType(text);
  }

  /// The test case of the mock file that follows the ARN or the name of a machine after `#`, with
  /// which an execution is started; null when there is none.
  ///
  /// @spec https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html Step
  ///   Functions Local, where this form comes from
  static @Nullable String testCase(String machine) {
    int mark = machine.indexOf(TEST_CASE);
    return mark < 0 ? null : machine.substring(mark + 1);
  }

  /// The ARN or the name of a machine without its test case.
  static String withoutTestCase(String machine) {
    int mark = machine.indexOf(TEST_CASE);
    return mark < 0 ? machine : machine.substring(0, mark);
  }

  /// Reads the ARN of a Standard execution.
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none, also for an Express execution
  static Execution execution(String text) {
    if (parse(text) instanceof Execution execution) {
      return execution;
    }
    throw otherType(text);
  }

  /// Reads the ARN of an activity.
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none
  static Activity activity(String text) {
    if (parse(text) instanceof Activity activity) {
      return activity;
    }
    throw otherType(text);
  }

  /// Reads the ARN of a map run.
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none
  static MapRun mapRun(String text) {
    if (parse(text) instanceof MapRun mapRun) {
      return mapRun;
    }
    throw otherType(text);
  }

  private static WorkflowException otherType(String text) {
    Matcher arn = Syntax.ARN.matcher(text);
    String type = arn.matches() ? arn.group("type") : "";
    return WorkflowException.invalidArn("Resource type not valid in this context: " + type);
  }

  private static boolean allNames(String[] texts) {
    return allNames(texts, 0);
  }

  private static boolean allNames(String[] texts, int from) {
    for (int i = from; i < texts.length; i++) {
      if (!ExecutionId.isName(texts[i])) {
        return false;
      }
    }
    return true;
  }

  private static String prefix(StatesArn arn) {
    return "arn:aws:states:" + arn.region() + ':' + arn.account() + ':';
  }

  private static String labelled(String name, @Nullable String label) {
    return label == null ? name : name + '/' + label;
  }

  /// What all ARNs have in common.
  final class Syntax {
    private static final Pattern ARN =
        Pattern.compile(
            "arn:aws[a-z-]*:states:(?<region>[a-z0-9-]+):(?<account>[0-9]{12})"
                + ":(?<type>stateMachine|execution|express|activity|mapRun):(?<rest>.+)",
            Pattern.DOTALL);

    private Syntax() {}
  }
}
