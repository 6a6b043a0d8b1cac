package org.stepgate.routes;

import java.util.SequencedMap;
import org.stepgate.http.HttpRequest;
import org.stepgate.principal.Principal;

/// A request that has found its route.
///
/// @param route the route
/// @param pathParameters what the path has for the route's parameters
/// @param request the request
/// @param caller who sent it
record RouteCall(
    Route route,
    SequencedMap<String, String> pathParameters,
    HttpRequest request,
    Principal caller) {}
