package org.stepgate.workflow;

/// Names one state machine of this server: names are unique within an account.
///
/// @param account 12 digits; empty for the account of the configuration
/// @param name the machine's name; for the machine that the children of a distributed Map state
///   run, followed by `/` and the label of the state
public record MachineId(String account, String name) {
  private static final int ACCOUNT_DIGITS = 12;

  /// Checks account and name.
  ///
  /// @throws IllegalArgumentException when a part holds what it may not hold
  public MachineId {
    if (!isAccount(account) || !isMachineName(name)) {
      throw new IllegalArgumentException("not the id of a state machine");
    }
  }

  /// The machine of the configuration's account.
  public static MachineId ofHome(String name) {
    return new MachineId("", name);
  }

  /// An account as ids have it: empty for that of the configuration.
  ///
  /// @param account 12 digits
  /// @param home the account of the configuration, 12 digits
  public static String owner(String account, String home) {
    return account.equals(home) ? "" : account;
  }

  /// Reads what [#toString] gives.
  ///
  /// @throws IllegalArgumentException when the text has another form
  public static MachineId parse(String text) {
    int slash = text.indexOf('/');
    if (slash == 0) {
      return ofHome(text.substring(1));
    }
    return slash > 0 && isAccount(text.substring(0, slash))
        ? new MachineId(text.substring(0, slash), text.substring(slash + 1))
        : ofHome(text);
  }

  /// Whether the text is a name, or a name with a label.
  static boolean isMachineName(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? ExecutionId.isName(text)
        : ExecutionId.isName(text.substring(0, slash))
            && ExecutionId.isName(text.substring(slash + 1));
  }

  /// Whether the text is 12 digits, or empty.
  static boolean isAccount(String text) {
    return text.isEmpty() || isTwelveDigits(text);
  }

  static boolean isTwelveDigits(String text) {
    boolean digits = text.length() == ACCOUNT_DIGITS;
    for (int i = 0; digits && i < ACCOUNT_DIGITS; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  /// The name; `account/name` when the account is another than the configuration's. A `/` stands
  /// before a name that would be read as an account and a name.
  @Override
  public String toString() {
    if (!account.isEmpty()) {
      return account + '/' + name;
    }
    int slash = name.indexOf('/');
    return slash > 0 && isAccount(name.substring(0, slash)) ? '/' + name : name;
  }
}
