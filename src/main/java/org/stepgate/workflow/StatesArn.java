package org.stepgate.workflow;

import java.util.Arrays;
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
    /// Whether it is a version, not the machine itself or an alias.
    public boolean isVersion() {
      return qualifier != null && StatesArn.isVersion(qualifier);
    }

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
    String[] arn = text.split(":", -1);
    if (!Syntax.isArn(arn)) {
      throw WorkflowException.invalidArn("Invalid ARN prefix: " + text);
    }
    String region = arn[Syntax.REGION];
    String account = arn[Syntax.ACCOUNT];
    String type = arn[Syntax.TYPE];
    String[] parts = Arrays.copyOfRange(arn, Syntax.REST, arn.length);
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
    StatesArn arn = parse(withoutTestCase(text));
    if (arn instanceof Machine machine) {
      return machine;
    }
    throw otherType(arn);
  }

  /// Whether what follows the name of a machine is the number of a version; else it is the name of
  /// an alias.
  static boolean isVersion(String qualifier) {
    return Syntax.VERSION.matcher(qualifier).matches();
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
    StatesArn arn = parse(text);
    if (arn instanceof Execution execution) {
      return execution;
    }
    throw otherType(arn);
  }

  /// Reads the ARN of an activity.
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none
  static Activity activity(String text) {
    StatesArn arn = parse(text);
    if (arn instanceof Activity activity) {
      return activity;
    }
    throw otherType(arn);
  }

  /// Reads the ARN of a map run.
  ///
  /// @throws WorkflowException `InvalidArn` when the text is none
  static MapRun mapRun(String text) {
    StatesArn arn = parse(text);
    if (arn instanceof MapRun mapRun) {
      return mapRun;
    }
    throw otherType(arn);
  }

  private static WorkflowException otherType(StatesArn arn) {
    String type = arn.toString().split(":", -1)[Syntax.TYPE];
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

  /// What all ARNs have in common: `arn:PARTITION:states:REGION:ACCOUNT:TYPE:REST`.
  final class Syntax {
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;
    private static final int TYPE = 5;
    private static final int REST = 6;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private Syntax() {}

    private static boolean isArn(String[] parts) {
      return parts.length > REST
          && parts[0].equals("arn")
          && parts[1].startsWith("aws")
          && isWord(parts[1], false)
          && parts[2].equals("states")
          && !parts[REGION].isEmpty()
          && isWord(parts[REGION], true)
          && MachineId.isTwelveDigits(parts[ACCOUNT])
          && isType(parts[TYPE])
          && (parts.length > REST + 1 || !parts[REST].isEmpty());
    }

    private static boolean isType(String text) {
      return switch (text) {
        case "stateMachine", "execution", "express", "activity", "mapRun" -> true;
        default -> false;
      };
    }

    private static boolean isWord(String text, boolean withDigits) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (!((c >= 'a' && c <= 'z') || c == '-' || (withDigits && c >= '0' && c <= '9'))) {
          return false;
        }
      }
      return true;
    }
  }
}
