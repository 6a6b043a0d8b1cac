package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
  @TempDir Path state;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void token_isOneLineWithWhatWasAskedFor() {
    int exit =
        run(
            "token",
            "--state",
            state.toString(),
            "--subject",
            "alice",
            "--group",
            "release",
            "--group",
            "security",
            "--scope",
            "orders",
            "--lifetime",
            "1h");

    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    String claims =
        new String(
            Base64.getUrlDecoder().decode(out.toString().split("\\.", -1)[1]),
            StandardCharsets.UTF_8);
    assertThat(claims)
        .contains(
            "\"sub\":\"alice\"",
            "\"groups\":[\"release\",\"security\"]",
            "\"scope\":\"orders\"",
            "\"aud\":[\"stepgate\"]");
    long lifetime = number(claims, "exp") - number(claims, "iat");
    assertThat(lifetime).isEqualTo(3_600);
  }

  private static long number(String claims, String name) {
    return Long.parseLong(claims.replaceAll(".*\"" + name + "\":(\\d+).*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "25h", "soon", "10"})
  void token_ofAnotherLifetime_isCode2(String lifetime) {
    int exit = run("token", "--state", state.toString(), "--subject", "a", "--lifetime", lifetime);

    assertThat(exit).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void token_withoutStateDirectory_isCode69() {
    assertThat(run("token", "--state", state.resolve("none").toString(), "--subject", "a"))
        .isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void token_withAKeyThatIsNone_isCode77() throws IOException {
    run("token", "--state", state.toString(), "--subject", "a");
    Files.writeString(state.resolve("demo-issuer.jwk"), "{}");

    assertThat(run("token", "--state", state.toString(), "--subject", "a"))
        .isEqualTo(ExitCode.NO_PERMISSION);
  }

  @Test
  void environment_namesTheTokenOrItsFile() throws IOException {
    Path file = Files.writeString(state.resolve("token"), "a.b.c\n");

    assertThat(ServerOptions.token(Map.of())).isEmpty();
    assertThat(ServerOptions.token(Map.of("STEPGATE_TOKEN", "x.y.z"))).isEqualTo("x.y.z");
    assertThat(ServerOptions.token(Map.of("STEPGATE_TOKEN_FILE", file.toString())))
        .isEqualTo("a.b.c");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> ServerOptions.token(Map.of("STEPGATE_TOKEN", "a\nb")));
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() ->
            ServerOptions.token(Map.of("STEPGATE_TOKEN_FILE", state.resolve("none").toString())));
  }
}
