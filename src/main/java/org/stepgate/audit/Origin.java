package org.stepgate.audit;

import org.jspecify.annotations.Nullable;

/// Where a request came from.
///
/// @param request names the request, in all its records
/// @param address the address of the client; empty when the web server gives none
/// @param trace the id of the W3C trace that it is part of; null when it names none
public record Origin(String request, String address, @Nullable String trace) {}
