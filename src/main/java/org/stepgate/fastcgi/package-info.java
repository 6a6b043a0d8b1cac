/// FastCGI 1.0 for a responder or authorizer: records, name-value pairs, connections, the listener.
/// The only user of channels.
///
/// Read first: [org.stepgate.fastcgi.FastCgiServer], [org.stepgate.fastcgi.FastCgiHandler],
/// `ConnectionMachine`.
///
/// A connection belongs to one virtual thread, which also runs the handler; the server, the buffer
/// pool and the handler are shared by all of them.
@NullMarked
package org.stepgate.fastcgi;

import org.jspecify.annotations.NullMarked;
