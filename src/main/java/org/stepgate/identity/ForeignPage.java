package org.stepgate.identity;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

/// Tells requests that a browser sends because a page of another site has it do so. Browsers say so
/// themselves, and no page can have them say something else; other clients say nothing of the kind
/// and are not concerned.
///
/// @spec https://www.w3.org/TR/fetch-metadata/ Fetch Metadata Request Headers, section 2
public final class ForeignPage {
  private static final String SITE = "sec-fetch-site";
  private static final String OWN_PAGES =
      "Without credentials only pages of this service may have a browser do that, and this was a"
          + " page of another one.";
  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:]+)(:[0-9]{0,5})?");

  private ForeignPage() {}

  /// Whether the browser says that something else than a page of this origin, or its user, has
  /// caused the request.
  public static boolean hasCaused(HttpRequest request) {
    return !OWN.containsAll(request.headers().all(SITE));
  }

  /// Why a request cannot be served without credentials, although it comes from this host: a
  /// browser on this host sends it for a foreign page, or for one whose name was made to lead here.
  /// That a link leads here is no reason.
  ///
  /// @param resource the URL by which clients know this service; null when it has none
  /// @return a 403; empty when there is no reason
  static Optional<ProblemException> refusal(HttpRequest request, @Nullable URI resource) {
    if (!isOwnHost(request.host(), resource)) {
      return refused(
          "Without credentials this service answers to loopback names and to the host of"
              + " identity.resource only, not to this Host.",
          "Host");
    }
    List<String> origins = request.headers().all("origin");
    if (!origins.stream().allMatch(origin -> isOwnOrigin(origin, request, resource))) {
      return refused(OWN_PAGES, "Origin");
    }
    return hasCaused(request) && !followsLink(request)
        ? refused(OWN_PAGES, "Sec-Fetch-Site")
        : Optional.empty();
  }

  private static Optional<ProblemException> refused(String publicText, String field) {
    return Optional.of(
        ProblemException.forbidden(
            publicText, "a page of another site without credentials, by " + field));
  }

  /// Whether a name leads to this host and cannot have been made to by somebody else.
  static boolean isLoopbackHost(String host) {
    String name = name(host);
    return name.equals("localhost") || LocalAnonymous.isLoopback(name);
  }

  /// A host without its port; empty for what is none.
  private static String name(String host) {
    Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
    return parts.matches() ? parts.group(1) : "";
  }

  private static boolean isOwnHost(String host, @Nullable URI resource) {
    String name = name(host);
    return host.isEmpty()
        || isLoopbackHost(host)
        || (resource != null && name.equalsIgnoreCase(resource.getHost()));
  }

  private static boolean isOwnOrigin(String origin, HttpRequest request, @Nullable URI resource) {
    return origin.equalsIgnoreCase(request.scheme() + "://" + request.host())
        || (resource != null
            && origin.equalsIgnoreCase(resource.getScheme() + "://" + resource.getRawAuthority()));
  }

  private static boolean followsLink(HttpRequest request) {
    return request.method().equals("GET")
        && request.headers().all("sec-fetch-mode").equals(List.of("navigate"))
        && request.headers().all("sec-fetch-dest").equals(List.of("document"));
  }
}
