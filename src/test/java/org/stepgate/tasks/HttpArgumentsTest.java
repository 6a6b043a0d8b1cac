package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.tasks.Samples.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonObject;

class HttpArgumentsTest {
  private static final String START = "{'ApiEndpoint': 'https://a.test/', 'Method': 'GET'";

  @Test
  void parse_allMembers_readsThem() {
    var arguments =
        parse(
            START
                + ", 'Headers': {'X-One': 1, 'X-Many': ['a', true]}, 'QueryParameters': {'q': 'v'},"
                + " 'RequestBody': {'a': 1}, 'Authentication': {'ConnectionArn':"
                + " 'arn:aws:events:eu-west-1:123456789012:connection/Shop/0-1'}, 'Transform':"
                + " {'RequestBodyEncoding': 'URL_ENCODED'}}");

    assertThat(arguments.headers()).containsEntry("x-one", "1").containsEntry("X-Many", "a, true");
    assertThat(arguments.connection()).isEqualTo("Shop");
    assertThat(arguments.form()).isEqualTo(FormEncoding.INDICES);
    assertThat(arguments.query()).containsOnlyKeys("q");
    assertThat(arguments.body()).isEqualTo(json("{'a': 1}"));
  }

  @Test
  void parse_connectionByName_takesItWhole() {
    assertThat(parse(START + ", 'InvocationConfig': {'ConnectionArn': 'shop'}}").connection())
        .isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | Parameters: expected an object, got an array",
        "{'Method': 'GET'} | ApiEndpoint: expected a string, got nothing",
        "{'ApiEndpoint': 1} | ApiEndpoint: expected a string, got a number",
        "{'ApiEndpoint': 'https://a b/'} | ApiEndpoint: expected a URL, got 'https://a b/' (Illegal"
            + " character in authority)",
        "{'ApiEndpoint': 'https://a.test/'} | Method: expected a string, got nothing",
        "{'ApiEndpoint': 'https://a.test/', 'Method': 'TRACE'} | Method: expected GET, POST, PUT,"
            + " DELETE, PATCH, OPTIONS or HEAD, got 'TRACE'",
        "{'ApiEndpoint': 'https://a.test/', 'Method': 'GET\\r\\nX: y'} | Method: expected GET,"
            + " POST, PUT",
        "START, 'Header': {}} | Parameters: expected only members of ApiEndpoint",
        "START, 'Headers': []} | Headers: expected an object, got an array",
        "START, 'Headers': {'X': {}}} | Headers.X: expected a string, number or boolean, got an"
            + " object",
        "START, 'Headers': {'X': 'a\\r\\nSet-Cookie: b'}} | Headers.X: expected visible ASCII"
            + " characters, got others",
        "START, 'Headers': {'X\\n': 'a'}} | Headers: expected names of header fields",
        "START, 'Headers': {'Host': 'b'}} | Headers: expected no header that the client sets"
            + " itself, got 'Host'",
        "START, 'Headers': {'content-LENGTH': '1'}} | Headers: expected no header that the client"
            + " sets itself",
        "START, 'Headers': {'Transfer-Encoding': 'chunked'}} | Headers: expected no header that the"
            + " client sets itself",
        "START, 'Headers': {'Authorization': 'Basic x'}} | Headers: expected credentials in a"
            + " connection, not in the definition, got 'Authorization'",
        "START, 'QueryParameters': 'a=b'} | QueryParameters: expected an object, got a string",
        "START, 'Authentication': {}} | ConnectionArn: expected a string, got nothing",
        "START, 'Transform': {'RequestBodyEncoding': 'XML'}} | Transform.RequestBodyEncoding:"
            + " expected URL_ENCODED or NONE, got 'XML'",
        "START, 'Transform': {'RequestBodyEncoding': 'URL_ENCODED', 'RequestEncodingOptions':"
            + " {'ArrayFormat': 'X'}}} | Transform.RequestEncodingOptions.ArrayFormat: expected"
            + " INDICES, REPEAT, COMMAS or BRACKETS, got 'X'",
      })
  void parse_fault_saysWhereAndWhatWasExpected(String arguments, String message) {
    assertThatThrownBy(() -> parse(arguments.replace("START", START)))
        .isInstanceOf(TaskRefusedException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INDICES | a=1&b%5B0%5D=x&b%5B1%5D=y%20z&c%5Bd%5D=true",
        "REPEAT | a=1&b=x&b=y%20z&c%5Bd%5D=true",
        "COMMAS | a=1&b=x%2Cy%20z&c%5Bd%5D=true",
        "BRACKETS | a=1&b%5B%5D=x&b%5B%5D=y%20z&c%5Bd%5D=true",
      })
  void encode_arrayAndObject_followsFormat(FormEncoding format, String form) {
    var body = (JsonObject) json("{'a': 1, 'b': ['x', 'y z'], 'c': {'d': true}, 'n': null}");

    assertThat(format.encode(body)).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "&=+%#", "ä €", "\u0000\n"})
  void percentEncoded_anyText_hasOnlyUnreservedCharacters(String text) {
    assertThat(FormEncoding.percentEncoded(text)).matches("[A-Za-z0-9%._*-]*");
  }

  private static HttpArguments parse(String arguments) {
    return HttpArguments.parse(json(arguments));
  }
}
