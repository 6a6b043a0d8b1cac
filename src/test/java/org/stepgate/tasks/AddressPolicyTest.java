package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1"
      })
  void t28_specialAddress_isRefused(String address) {
    assertThat(policy(List.of(), List.of()).refusal("h", InetAddress.ofLiteral(address), 443))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2001:4860:4860::8888",
        "2606:4700::1111"
      })
  void refusal_publicAddress_isEmpty(String address) {
    assertThat(policy(List.of(), List.of()).refusal("h", InetAddress.ofLiteral(address), 443))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, 443, true",
    "10.1.0.0/16, 10.2.0.0, 443, false",
    "10.1.2.3, 10.1.2.3, 443, true",
    "10.1.2.3, 10.1.2.4, 443, false",
    "10.0.0.128/25, 10.0.0.127, 443, false",
    "10.0.0.128/25, 10.0.0.128, 443, true",
    "0.0.0.0/0, 10.1.2.3, 443, true",
    "0.0.0.0/0, ::1, 443, false",
    "fd00::/8, fd12::1, 443, true",
    "intranet:8443, 10.1.2.3, 8443, true",
    "intranet:8443, 10.1.2.3, 443, false",
    "other:8443, 10.1.2.3, 8443, false",
  })
  void refusal_allowedPrivate_dependsOnItsScope(
      String allowed, String address, int port, boolean permitted) {
    var policy = policy(List.of(), List.of(AllowedPrivate.parse(allowed)));

    assertThat(policy.refusal("Intranet", InetAddress.ofLiteral(address), port).isEmpty())
        .isEqualTo(permitted);
  }

  @Test
  void refusal_names_addressHostAndPort() {
    assertThat(policy(List.of(), List.of()).refusal("db", InetAddress.ofLiteral("10.0.0.1"), 5432))
        .contains(
            "The address 10.0.0.1 of 'db' is not public, and allowed-private does not have it at"
                + " port 5432");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.org/a?b=c",
        "http://api.example.org",
        "https://API.Example.ORG:443/",
        "http://api.example.org:443/",
        "https://deep.sub.test/",
        "https://a.b.sub.test/",
        "https://odd.example.org:8443/",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/"
      })
  void checkUrl_allowed_passes(String url) {
    allowing().checkUrl(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.org:8443/",
        "https://example.org/",
        "https://api.example.org.evil.test/",
        "https://evilapi.example.org/",
        "https://sub.test/",
        "https://evilsub.test/",
        "https://odd.example.org/",
        "https://api.example.org./",
        "http://127.0.0.1/",
        "http://127.1:8080/",
        "http://2130706433:8080/",
        "http://0177.0.0.1:8080/",
        "http://0x7f.0.0.1:8080/",
        "http://0x7f000001:8080/",
        "http://127.0.0.1.:8080/",
        "http://127.000.000.001:8080/",
        "http://[::ffff:127.0.0.1]:8080/",
        "http://[0:0:0:0:0:0:0:1]:8080/",
        "http://[fe80::1%25lo]:8080/",
        "https://user:secret@api.example.org/",
        "https://evil.test@api.example.org/",
        "https://api.example.org@evil.test/",
        "https://api.example.org/#part",
        "https://under_score.example.org/",
        "https:///path",
        "https:api.example.org",
        "//api.example.org/",
        "/path",
        "file:///etc/passwd",
        "file://api.example.org/etc/passwd",
        "unix:/run/docker.sock",
        "ftp://api.example.org/",
        "gopher://api.example.org/",
        "jar:https://api.example.org/a.jar!/",
      })
  void t28_notAllowed_isRefused(String url) {
    assertThatThrownBy(() -> allowing().checkUrl(URI.create(url)))
        .isInstanceOf(TaskRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a*.example.org",
        "*.*.org",
        "a b",
        "host:",
        "host:0",
        "host:65536",
        "host:x",
        "http://host",
        "host/path",
        ":80",
        ":*",
        "host:80:*",
        "[::1"
      })
  void allowedHost_badPattern_isRefused(String text) {
    assertThatThrownBy(() -> AllowedHost.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129", "host", "host:0"})
  void allowedPrivate_badText_isRefused(String text) {
    assertThatThrownBy(() -> AllowedPrivate.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allowedHost_toString_isWhatParseReads() {
    for (String text :
        List.of("a.example.org", "*.example.org:8443", "[::1]:80", "127.0.0.1", "[::1]:*")) {
      assertThat(AllowedHost.parse(text)).hasToString(text).isEqualTo(AllowedHost.parse(text));
    }
  }

  @Test
  void allowedHost_anyPort_matchesEveryPortOfThatHostOnly() {
    AllowedHost allowed = AllowedHost.parse("a.example.org:*");

    assertThat(allowed.matches("a.example.org", 1)).isTrue();
    assertThat(allowed.matches("a.example.org", 65_535)).isTrue();
    assertThat(allowed.matches("b.example.org", 443)).isFalse();
  }

  private static AddressPolicy allowing() {
    return policy(
        Stream.of(
                "api.example.org",
                "*.sub.test",
                "odd.example.org:8443",
                "127.0.0.1:8080",
                "[::1]:8080")
            .map(AllowedHost::parse)
            .toList(),
        List.of());
  }

  private static AddressPolicy policy(List<AllowedHost> hosts, List<AllowedPrivate> privates) {
    return new AddressPolicy(
        new HttpTaskConfig(hosts, privates, new LinkedHashMap<>(), HttpTaskLimits.defaults()));
  }
}
