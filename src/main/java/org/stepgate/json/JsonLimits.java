package org.stepgate.json;

/// How much a JSON text may hold before reading it fails.
///
/// @param depth nested arrays and objects, 1 or more
/// @param characters length of the whole text in UTF-16 units
/// @param numberCharacters length of one number
/// @param nameCharacters length of one member name
public record JsonLimits(int depth, int characters, int numberCharacters, int nameCharacters) {
  /// What a text from the network may hold: 512 levels, 16 Mi characters, numbers of 1,000
  /// characters, names of 65,536.
  public static final JsonLimits NETWORK = new JsonLimits(512, 16 << 20, 1_000, 65_536);

  /// What our own store may hold: as [#NETWORK], up to 1 Gi characters.
  public static final JsonLimits STORED = new JsonLimits(1_024, 1 << 30, 1_000, 1 << 24);

  /// Checks that all limits are positive.
  public JsonLimits {
    if (depth < 1 || characters < 1 || numberCharacters < 1 || nameCharacters < 1) {
      throw new IllegalArgumentException("JSON limits must be positive");
    }
  }
}
