/// HTTP as the program sees it: requests, responses and the header fields that steer them, and the
/// bridge that a FastCGI connection hands its requests to.
///
/// Read first: [org.stepgate.http.HttpRequest], [org.stepgate.http.HttpResponse],
/// [org.stepgate.http.HttpHandler].
///
/// All values are immutable and may be shared between threads. A handler is called from many
/// threads at once.
@NullMarked
package org.stepgate.http;

import org.jspecify.annotations.NullMarked;
