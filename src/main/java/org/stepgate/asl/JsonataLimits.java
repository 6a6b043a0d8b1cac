package org.stepgate.asl;

/// How much a JSONata expression may hold and how much one evaluation of it may do. All limits are
/// counts, so that the same evaluation passes or fails on each machine and at each time.
///
/// @param expressionCharacters length of the source in UTF-16 units
/// @param expressionDepth operators and brackets that may enclose one place of the source
/// @param depth nested evaluations, which is what the thread's stack has to bear
/// @param steps nodes of the expression that are evaluated; 64 elements or characters that one of
///   them handles count as one more
/// @param regexCharacters characters that regular expressions read, again and again when they
///   backtrack
/// @param valueBytes size of one value: strings count their characters, containers what they hold
/// @param allocatedBytes size of all values that one evaluation makes, also those it drops
public record JsonataLimits(
    int expressionCharacters,
    int expressionDepth,
    int depth,
    long steps,
    long regexCharacters,
    long valueBytes,
    long allocatedBytes) {

  private static final JsonataLimits DEFAULTS =
      new JsonataLimits(32_768, 250, 500, 1_000_000, 5_000_000, 4L << 20, 64L << 20);

  /// Checks that all limits are positive.
  public JsonataLimits {
    if (expressionCharacters < 1
        || expressionDepth < 1
        || depth < 1
        || steps < 1
        || regexCharacters < 1
        || valueBytes < 1
        || allocatedBytes < 1) {
      throw new IllegalArgumentException("JSONata limits must be positive");
    }
  }

  /// Well under a second of work and 150 MiB of memory at the worst: sources of 32,768 characters
  /// and 250 levels, 500 nested evaluations, 1,000,000 steps, 5,000,000 characters read by regular
  /// expressions, values of 4 MiB and 64 MiB altogether.
  public static JsonataLimits defaults() {
    return DEFAULTS;
  }

  /// These limits with another bound on steps.
  public JsonataLimits withSteps(long other) {
    return new JsonataLimits(
        expressionCharacters,
        expressionDepth,
        depth,
        other,
        regexCharacters,
        valueBytes,
        allocatedBytes);
  }

  /// These limits with another bound on nested evaluations.
  public JsonataLimits withDepth(int other) {
    return new JsonataLimits(
        expressionCharacters,
        expressionDepth,
        other,
        steps,
        regexCharacters,
        valueBytes,
        allocatedBytes);
  }

  /// These limits with other bounds on the size of one value and of all.
  public JsonataLimits withBytes(long value, long allocated) {
    return new JsonataLimits(
        expressionCharacters, expressionDepth, depth, steps, regexCharacters, value, allocated);
  }

  /// These limits with another bound on what regular expressions read.
  public JsonataLimits withRegexCharacters(long other) {
    return new JsonataLimits(
        expressionCharacters, expressionDepth, depth, steps, other, valueBytes, allocatedBytes);
  }
}
