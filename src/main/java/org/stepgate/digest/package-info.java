/// Hashes and the text that stands for bytes, for every package.
///
/// Read first: [org.stepgate.digest.Sha256], [org.stepgate.digest.Base32].
///
/// All methods are static and safe for use by any thread; a `MessageDigest` belongs to one thread.
@NullMarked
package org.stepgate.digest;

import org.jspecify.annotations.NullMarked;
