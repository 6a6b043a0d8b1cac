/// Who calls: what a request carries becomes a principal, or the request is refused.
///
/// Read first: [org.stepgate.identity.Authenticator], [org.stepgate.identity.LocalAnonymous],
/// [org.stepgate.identity.SignatureVerifier].
///
/// Authenticators and verifiers are called by many threads at once.
@NullMarked
package org.stepgate.identity;

import org.jspecify.annotations.NullMarked;
