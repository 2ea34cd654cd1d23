package dev.snapclone.sandbox.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact value of every limit is accepted; one more fails with 50035 at the right field. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {
  private DiscordSandbox sandbox;
  private HttpWire wire;
  private String ops;
  private String commands;

  @BeforeAll
  void start() {
    sandbox =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    wire = new HttpWire(sandbox);
    ops = "channels/" + sandbox.channelId("ops") + "/messages";
    commands = "applications/" + sandbox.botId() + "/guilds/" + sandbox.guildId() + "/commands";
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest(name = "{1} holds {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"content":"%s"}                                             | content              | 2000
          {"embeds":[{"title":"%s"}]}                                  | embeds.0.title       | 256
          {"embeds":[{"description":"%s"}]}                            | embeds.0.description | 4096
          {"embeds":[{"title":"t","footer":{"text":"%s"}}]}            | embeds.0.footer.text | 2048
          {"embeds":[{"title":"t","author":{"name":"%s"}}]}            | embeds.0.author.name | 256
          {"embeds":[{"fields":[{"name":"%s","value":"v"}]}]}          | embeds.0.fields.0.name | 256
          {"embeds":[{"fields":[{"name":"n","value":"%s"}]}]}          | embeds.0.fields.0.value | 1024
          {"content":"c","nonce":"%s"}                                 | nonce                | 25
          {"content":"c","components":[{"type":1,"components":[{"type":2,"style":1,"label":"%s","custom_id":"a"}]}]} | components.0.components.0.label | 80
          {"content":"c","components":[{"type":1,"components":[{"type":2,"style":1,"label":"l","custom_id":"%s"}]}]} | components.0.components.0.custom_id | 100
          {"content":"c","components":[{"type":1,"components":[{"type":2,"style":5,"label":"l","url":"%s"}]}]} | components.0.components.0.url | 512
          {"content":"c","components":[{"type":1,"components":[{"type":3,"custom_id":"a","placeholder":"%s","options":[{"label":"l","value":"v"}]}]}]} | components.0.components.0.placeholder | 150
          {"content":"c","components":[{"type":1,"components":[{"type":3,"custom_id":"a","options":[{"label":"%s","value":"v"}]}]}]} | components.0.components.0.options.0.label | 100
          {"flags":32768,"components":[{"type":10,"content":"%s"}]}    | components.0.content | 4000
          """)
  void textsOfMessages(String template, String field, int max) throws Exception {
    assertEquals(200, wire.post(ops, template.replace("%s", "x".repeat(max))).status());
    HttpWire.Got got = wire.post(ops, template.replace("%s", "x".repeat(max + 1)));
    assertEquals(50035, got.code(), got.toString());
    assertNotEquals("none", got.error(field), got.toString());
  }

  private static String many(int count, String element) {
    return IntStream.range(0, count)
        .mapToObj(i -> element.replace("%d", Integer.toString(i)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @ParameterizedTest(name = "{1} holds {2} of {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"embeds":%s}                  | embeds            | 10 | {"title":"t"}
          {"embeds":[{"fields":%s}]}     | embeds.0.fields   | 25 | {"name":"n","value":"v"}
          {"content":"c","components":%s}| components        | 5  | {"type":1,"components":[{"type":2,"style":1,"label":"l","custom_id":"c%d"}]}
          {"content":"c","components":[{"type":1,"components":%s}]} | components.0.components | 5 | {"type":2,"style":1,"label":"l","custom_id":"c%d"}
          {"content":"c","components":[{"type":1,"components":[{"type":3,"custom_id":"a","options":%s}]}]} | components.0.components.0.options | 25 | {"label":"l","value":"v%d"}
          {"flags":32768,"components":%s}| components        | 40 | {"type":10,"content":"t"}
          """)
  void numbersOfParts(String template, String field, int max, String element) throws Exception {
    assertEquals(200, wire.post(ops, template.replace("%s", many(max, element))).status());
    HttpWire.Got got = wire.post(ops, template.replace("%s", many(max + 1, element)));
    assertEquals(50035, got.code(), got.toString());
    assertNotEquals("none", got.error(field), got.toString());
  }

  @Test
  void allEmbedsTogetherHaveAtMost6000Characters() throws Exception {
    String embed = "{\"description\":\"" + "x".repeat(3000) + "\"}";
    assertEquals(200, wire.post(ops, "{\"embeds\":[" + embed + "," + embed + "]}").status());
    String more = "{\"embeds\":[" + embed + "," + embed + ",{\"title\":\"t\"}]}";
    assertEquals("MAX_EMBED_SIZE_EXCEEDED", wire.post(ops, more).error("embeds"));
  }

  @Test
  void customIdsAreUnique() throws Exception {
    String twice = many(2, "{\"type\":2,\"style\":1,\"label\":\"l\",\"custom_id\":\"same\"}");
    String body = "{\"content\":\"c\",\"components\":[{\"type\":1,\"components\":" + twice + "}]}";
    assertEquals(
        "COMPONENT_CUSTOM_ID_DUPLICATED",
        wire.post(ops, body).error("components.0.components.1.custom_id"));
  }

  @Test
  void anEmptyMessageIsNoMessage() throws Exception {
    assertEquals(50006, wire.post(ops, "{}").code());
    assertEquals(50006, wire.post(ops, "{\"content\":\"  \"}").code());
  }

  @Test
  void parseAndIdsOfOneKindExcludeEachOther() throws Exception {
    String body =
        "{\"content\":\"c\",\"allowed_mentions\":{\"parse\":[\"users\"],\"users\":[\"1\"]}}";
    assertEquals(
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", wire.post(ops, body).error("allowed_mentions"));
  }

  @Test
  void componentsV2LeaveNoRoomForContent() throws Exception {
    String body = "{\"flags\":32768,\"content\":\"c\",\"components\":[]}";
    assertEquals(
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        wire.post(ops, body).error("content"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"Upper","description":"d"}                       | name
          {"name":"a b","description":"d"}                         | name
          {"name":"aaaaaaaaaabbbbbbbbbbccccccccccddd","description":"d"} | name
          {"name":"a","description":""}                            | description
          {"name":"a","description":"d","description_localizations":{"xx":"d"}} | description_localizations.xx
          {"name":"a","description":"d","options":[{"type":3,"name":"o","description":"d"},{"type":3,"name":"p","description":"d","required":true}]} | options.1
          {"name":"a","description":"d","options":[{"type":3,"name":"o","description":"d","autocomplete":true,"choices":[{"name":"n","value":"v"}]}]} | options.0.autocomplete
          {"name":"a","description":"d","options":[{"type":5,"name":"o","description":"d","autocomplete":true}]} | options.0.autocomplete
          """)
  void commandsAreChecked(String body, String field) throws Exception {
    HttpWire.Got got = wire.post(commands, body);
    assertEquals(50035, got.code(), got.toString());
    assertNotEquals("none", got.error(field), got.toString());
    HttpWire.Got all = wire.send("PUT", commands, "[" + body + "]");
    assertNotEquals("none", all.error("0." + field), all.toString());
  }

  @Test
  void aThreadsNameAndTimeAreChecked() throws Exception {
    String threads = "channels/" + sandbox.channelId("ops") + "/threads";
    String body = "{\"name\":\"" + "x".repeat(101) + "\",\"type\":12,\"auto_archive_duration\":61}";
    HttpWire.Got got = wire.post(threads, body);
    assertEquals("BASE_TYPE_BAD_LENGTH", got.error("name"));
    assertEquals("BASE_TYPE_CHOICES", got.error("auto_archive_duration"));
  }
}
