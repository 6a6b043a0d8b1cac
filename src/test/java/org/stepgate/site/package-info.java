/// A real Lighttpd with a pool of workers, for integration tests and for the faults of `chaos`.
///
/// Read first: [org.stepgate.site.Site], [org.stepgate.site.SiteClient],
/// [org.stepgate.site.Programs].
@NullMarked
package org.stepgate.site;

import org.jspecify.annotations.NullMarked;
