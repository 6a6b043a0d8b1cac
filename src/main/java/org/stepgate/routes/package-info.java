/// Routes: a request becomes an execution, and its end an answer; and the control API beside them.
///
/// Read first: [org.stepgate.routes.Gateway], [org.stepgate.routes.RouteConfig],
/// [org.stepgate.routes.RouteTable].
///
/// Values are immutable; a gateway is called by many virtual threads at once, and its calls block.
@NullMarked
package org.stepgate.routes;

import org.jspecify.annotations.NullMarked;
