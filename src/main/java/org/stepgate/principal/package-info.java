/// Who calls: a principal and the claims about it.
///
/// Read first: [org.stepgate.principal.Principal]. All values are immutable.
@NullMarked
package org.stepgate.principal;

import org.jspecify.annotations.NullMarked;
