/// Files to the record of each package: reading, checking, watching, and the generations of a pool.
///
/// Read first: [org.stepgate.config.Configuration], [org.stepgate.config.ConfigurationReader],
/// [org.stepgate.config.Generations].
///
/// Values are immutable. A [org.stepgate.config.Generations] may be used by any thread; a
/// [org.stepgate.config.ConfigurationWatch] has one thread of its own.
@NullMarked
package org.stepgate.config;

import org.jspecify.annotations.NullMarked;
