package org.stepgate.fastcgi;

/// One whole request.
///
/// @param role what is asked of the application
/// @param params its params
/// @param content what came on STDIN; empty for an authorizer
public record FastCgiRequest(Role role, Params params, RequestContent content) {}
