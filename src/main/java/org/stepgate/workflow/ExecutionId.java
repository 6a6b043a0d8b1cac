package org.stepgate.workflow;

import java.util.BitSet;

/// Names one execution for URLs, command line and logs.
///
/// @param engine the engine that carries it out, such as `embedded`
/// @param account the account of the machine, 12 digits; empty for that of the configuration
/// @param machine the name of its state machine
/// @param name its own name, unique within the machine; 1 to 80 characters
public record ExecutionId(String engine, String account, String machine, String name) {
  /// The longest name of a machine or an execution, as in the Step Functions API.
  public static final int MAX_NAME_CHARACTERS = 80;

  private static final char LABEL_IN_PATH = '~';

  /// What the API forbids in names, blanks and control characters among it, and `:` and `/`, which
  /// separate the parts of ids and ARNs.
  private static final BitSet FORBIDDEN = new BitSet(0x80);

  static {
    FORBIDDEN.set(0, ' ' + 1);
    FORBIDDEN.set(0x7f);
    "<>{}[]?*\"#%\\^|~`$&,;:/".chars().forEach(FORBIDDEN::set);
  }

  /// Checks the names.
  ///
  /// @throws IllegalArgumentException when a part holds a character that names may not hold
  public ExecutionId {
    if (!MachineId.isAccount(account)
        || !isName(engine)
        || !MachineId.isMachineName(machine)
        || !isName(name)) {
      throw new IllegalArgumentException("not the id of an execution");
    }
  }

  /// An execution of a machine of the configuration's account.
  ///
  /// @throws IllegalArgumentException when a part holds a character that names may not hold
  public ExecutionId(String engine, String machine, String name) {
    this(engine, "", machine, name);
  }

  /// Its state machine.
  public MachineId machineId() {
    return new MachineId(account, machine);
  }

  /// Whether machines and executions may have that name.
  public static boolean isName(String name) {
    int length = name.length();
    if (length == 0
        || (length > MAX_NAME_CHARACTERS && name.codePointCount(0, length) > MAX_NAME_CHARACTERS)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (FORBIDDEN.get(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Reads `engine:machine:name`, or `engine:account:machine:name`, or what [#inPath] gives.
  ///
  /// @throws IllegalArgumentException when the text has another form
  public static ExecutionId parse(String text) {
    String[] parts = text.replace(LABEL_IN_PATH, '/').split(":", -1);
    return switch (parts.length) {
      case 3 -> new ExecutionId(parts[0], parts[1], parts[2]);
      case 4 -> {
        if (parts[1].isEmpty()) {
          throw new IllegalArgumentException("the account is missing");
        }
        yield new ExecutionId(parts[0], parts[1], parts[2], parts[3]);
      }
      default ->
          throw new IllegalArgumentException("an execution's id has the form engine:machine:name");
    };
  }

  /// The text for an address, where a `/` would divide it, percent-encoded or not: web servers
  /// decode it. `~` stands before the label of a distributed Map state, which no name holds.
  public String inPath() {
    return inPath(toString());
  }

  /// The same of a text that may be an id.
  public static String inPath(String text) {
    return text.replace('/', LABEL_IN_PATH);
  }

  /// `engine:machine:name`, with the account after the engine when it is another than that of the
  /// configuration; not yet encoded for a URL.
  @Override
  public String toString() {
    return engine + ':' + (account.isEmpty() ? "" : account + ':') + machine + ':' + name;
  }
}
