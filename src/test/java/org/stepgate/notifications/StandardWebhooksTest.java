package org.stepgate.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void headers_areThoseOfTheKnownExample() {
    var headers = StandardWebhooks.headers(List.of(StandardWebhooks.key(SECRET)), ID, TIME, BODY);

    assertThat(headers)
        .containsEntry("webhook-id", ID)
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", SIGNATURE)
        .hasSize(3);
  }

  @Test
  void headers_twoSecrets_haveBothSignatures() {
    var other = StandardWebhooks.key("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));

    var headers =
        StandardWebhooks.headers(
            List.of(other, StandardWebhooks.key(SECRET + "\n")), ID, TIME, BODY);

    assertThat(headers.get("webhook-signature").split(" ")).hasSize(2).contains(SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({"23,false", "24,true", "25,true", "63,true", "64,true", "65,false"})
  void key_lengthHasLimits(int bytes, boolean taken) {
    String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

    if (taken) {
      assertThat(StandardWebhooks.key(text).getEncoded()).hasSize(bytes);
    } else {
      assertThatThrownBy(() -> StandardWebhooks.key(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_secret!"})
  void key_noSecret_isRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> StandardWebhooks.key(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret!")
        .hasNoCause();
  }

  /// As openssl computes it, by the line in notifications.md.
  @Test
  void derived_ofTwoReceivers_areTwoKeys() {
    var secret = StandardWebhooks.key(SECRET);

    assertThat(
            Base64.getEncoder()
                .encodeToString(
                    StandardWebhooks.derived(secret, "https://ci.example.com/hooks/").getEncoded()))
        .isEqualTo("iA5LZ4O8aOCFvepenzDUp70x+D6gp+3HE1PG/DmYqno=");
    assertThat(StandardWebhooks.derived(secret, "https://other.example.com/hooks/"))
        .isNotEqualTo(StandardWebhooks.derived(secret, "https://ci.example.com/hooks/"));
  }
}
