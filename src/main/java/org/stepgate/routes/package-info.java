/// Routes: a request becomes an execution, and its end an answer; and the control API beside them.
///
/// Read first: [org.stepgate.routes.RouteConfig], [org.stepgate.routes.RouteTable].
///
/// Values are immutable.
@NullMarked
package org.stepgate.routes;

import org.jspecify.annotations.NullMarked;
