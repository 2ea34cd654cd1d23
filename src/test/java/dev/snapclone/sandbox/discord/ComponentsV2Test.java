package dev.snapclone.sandbox.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.filedisplay.FileDisplay;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.section.Section;
import net.dv8tion.jda.api.components.separator.Separator;
import net.dv8tion.jda.api.components.separator.Separator.Spacing;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.thumbnail.Thumbnail;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are made of components only (components/reference.mdx, IS_COMPONENTS_V2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentsV2Test {
  private static final String LEGACY = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
  private static final String TEXT = "{\"type\":10,\"content\":\"t\"}";

  private DiscordSandbox sandbox;
  private JdaBot bot;
  private HttpWire wire;
  private String ops;

  @BeforeAll
  void connect() throws InterruptedException {
    sandbox =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    bot = JdaBot.connect(sandbox);
    bot.on(ButtonInteractionEvent.class, ComponentsV2Test::pressed);
    wire = new HttpWire(sandbox);
    ops = "channels/" + sandbox.channelId("ops") + "/messages";
  }

  private static void pressed(ButtonInteractionEvent e) {
    if (e.getComponentId().equals("yes")) {
      e.deferReply(true).complete();
      e.getHook().editOriginalComponents(TextDisplay.of("later")).useComponentsV2().queue();
    } else {
      e.editComponents(Container.of(TextDisplay.of("### Gone"))).useComponentsV2().queue();
    }
  }

  @AfterAll
  void disconnect() throws InterruptedException {
    bot.close();
    sandbox.close();
  }

  private Person anna() {
    return sandbox.person("anna");
  }

  private SeenMessage seen(String id) {
    return anna().awaitMessage("ops", m -> m.id().equals(id));
  }

  private static FileUpload picture(String name, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return FileUpload.fromData(bytes.toByteArray(), name);
  }

  /** A card with everything that there is. */
  private Message card() throws IOException {
    return bot.channel("ops")
        .sendMessageComponents(
            Container.of(
                    TextDisplay.of("### Clone db-01"),
                    Section.of(Button.danger("no", "Deny"), TextDisplay.of("asked by anna")),
                    Section.of(
                        Thumbnail.fromFile(picture("small.png", 8, 8)).withDescription("An icon"),
                        TextDisplay.of("with an icon")),
                    Separator.createDivider(Spacing.LARGE),
                    MediaGallery.of(
                        MediaGalleryItem.fromFile(picture("step.png", 40, 30))
                            .withDescription("A drawing")),
                    FileDisplay.fromFile(FileUpload.fromData(new byte[] {1}, "log.txt")),
                    ActionRow.of(Button.success("yes", "Approve")),
                    TextDisplay.of("-# job `abc`"))
                .withAccentColor(0x5865F2))
        .useComponentsV2()
        .complete();
  }

  @Test
  void textButtonsAndPicturesKeepTheirOrder() throws Exception {
    Message card = card();
    SeenMessage seen = seen(card.getId());
    assertEquals(
        "### Clone db-01\nasked by anna\nwith an icon\n-# job `abc`\n[Deny]\n[Approve]\n"
            + "small.png\nstep.png\nlog.txt",
        seen.text());
    assertEquals(List.of("Deny", "Approve"), seen.buttons());
    assertEquals(List.of("An icon", "A drawing"), seen.shown().pictures());
    JsonNode json = wire.send("GET", ops + "/" + card.getId(), "").body();
    JsonNode media = json.at("/components/0/components/4/items/0/media");
    assertEquals(40, media.path("width").asInt());
    assertEquals(30, media.path("height").asInt());
    assertEquals(json.at("/attachments/1/url"), media.path("url"));
    assertEquals(2, json.at("/components/0/components/3/spacing").asInt());
  }

  @Test
  void anAccessoryIsPressedAndTheMessageChanges() throws Exception {
    SeenMessage seen = seen(card().getId());
    anna().presses(seen, "Deny").awaitText("### Gone");
    assertEquals(List.of(), seen(seen.id()).buttons());
  }

  @Test
  void aPrivateAnswerThatWasPutOffCanBeMadeOfComponents() throws Exception {
    SeenMessage answer = anna().presses(seen(card().getId()), "Approve").awaitMessage();
    assertEquals("later", answer.text());
    assertTrue(answer.ephemeral());
  }

  @Test
  void aMessageBecomesOneOfComponentsWhenItsTextAndEmbedsAreTakenAwayAndStaysIt() throws Exception {
    Message old =
        bot.channel("ops")
            .sendMessage("text")
            .setEmbeds(new EmbedBuilder().setTitle("t").build())
            .complete();
    String path = ops + "/" + old.getId();
    String to = "{\"flags\":32768,\"components\":[" + TEXT + "]";
    HttpWire.Got refused = wire.send("PATCH", path, to + ",\"content\":null}");
    assertEquals(LEGACY, refused.error("embeds"));
    assertEquals(LEGACY, wire.send("PATCH", path, to + "}").error("content"));
    assertEquals("text\nt", seen(old.getId()).text());
    String emptied = to + ",\"content\":null,\"embeds\":[]}";
    assertEquals(200, wire.send("PATCH", path, emptied).status());
    assertEquals("t", seen(old.getId()).text());
    HttpWire.Got again = wire.send("PATCH", path, "{\"flags\":0,\"content\":\"c\"}");
    assertEquals(LEGACY, again.error("content"));
    assertEquals(200, wire.send("PATCH", path, "{\"components\":[" + TEXT + "]}").status());
  }

  @Test
  void textDisplaysPingAllowedMentionsAndEmbedsNobody() {
    String mention = "<@" + anna().id() + ">";
    EnumSet<MentionType> users = EnumSet.of(MentionType.USER);
    Message loud =
        bot.channel("ops")
            .sendMessageComponents(Container.of(TextDisplay.of("Done, " + mention)))
            .useComponentsV2()
            .setAllowedMentions(users)
            .complete();
    Message held =
        bot.channel("ops")
            .sendMessageComponents(TextDisplay.of("Done, " + mention))
            .useComponentsV2()
            .setAllowedMentions(Set.of())
            .complete();
    Message embed =
        bot.channel("ops")
            .sendMessageEmbeds(new EmbedBuilder().setDescription(mention).build())
            .setAllowedMentions(users)
            .complete();
    assertEquals(Set.of("anna"), seen(loud.getId()).pinged());
    assertEquals(Set.of(), seen(held.getId()).pinged());
    assertEquals(Set.of(), seen(embed.getId()).pinged());
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":17,"components":[]}                                | components.0.components | BASE_TYPE_REQUIRED
          {"type":17,"accent_color":16777216,"components":[TEXT]}    | components.0.accent_color | NUMBER_TYPE_MAX
          {"type":17,"components":[{"type":17,"components":[TEXT]}]} | components.0.components.0.type | UNION_TYPE_CHOICES
          {"type":2,"style":1,"label":"l","custom_id":"a"}           | components.0.type | UNION_TYPE_CHOICES
          {"type":9,"components":[TEXT]}                             | components.0.accessory | BASE_TYPE_REQUIRED
          {"type":9,"components":[TEXT,TEXT,TEXT,TEXT],"accessory":{"type":2,"style":1,"label":"l","custom_id":"a"}} | components.0.components | BASE_TYPE_BAD_LENGTH
          {"type":9,"components":[TEXT],"accessory":{"type":2,"style":1,"custom_id":"a"}} | components.0.accessory.label | BUTTON_COMPONENT_INVALID
          {"type":9,"components":[TEXT],"accessory":{"type":11,"media":{"url":"attachment://no.png"}}} | components.0.accessory.media.url | UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND
          {"type":10}                                                | components.0.content | BASE_TYPE_REQUIRED
          {"type":12,"items":[]}                                     | components.0.items | BASE_TYPE_BAD_LENGTH
          {"type":12,"items":[{"media":{"url":"attachment://no.png"}}]} | components.0.items.0.media.url | UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND
          {"type":12,"items":[{"media":{"url":"file:///etc/passwd"}}]} | components.0.items.0.media.url | URL_TYPE_INVALID_SCHEME
          {"type":13,"file":{"url":"https://example.org/a.txt"}}     | components.0.file.url | UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED
          {"type":14,"spacing":3}                                    | components.0.spacing | NUMBER_TYPE_MAX
          {"type":17,"components":[{"type":10,"id":7,"content":"t"},{"type":10,"id":7,"content":"t"}]} | components.0.components.1.id | COMPONENT_ID_DUPLICATED
          """)
  void whatDiscordRefusesIsRefusedAtItsPlace(String component, String field, String code)
      throws Exception {
    String body = "{\"flags\":32768,\"components\":[" + component.replace("TEXT", TEXT) + "]}";
    HttpWire.Got got = wire.post(ops, body);
    assertEquals(50035, got.code(), got.toString());
    assertEquals(code, got.error(field), got.toString());
  }

  @Test
  void embedsPollsAndStickersAreRefusedBesideComponents() throws Exception {
    for (String field : List.of("\"embeds\":[{}]", "\"poll\":{\"a\":1}", "\"sticker_ids\":[1]")) {
      String body = "{\"flags\":32768,\"components\":[" + TEXT + "]," + field + "}";
      String name = field.substring(1, field.indexOf('"', 1));
      assertEquals(LEGACY, wire.post(ops, body).error(name), name);
    }
    HttpWire.Got without = wire.post(ops, "{\"components\":[" + TEXT + "]}");
    assertEquals("UNION_TYPE_CHOICES", without.error("components.0.type"));
  }

  @Test
  void theLimitsOf40PartsAnd4000CharactersAreTotals() throws Exception {
    // A container, and sections of three parts each: the section, its text, its accessory.
    assertEquals(200, wire.post(ops, nested(13, "t")).status());
    assertEquals(
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
        wire.post(ops, nested(14, "t")).error("components"));
    assertEquals(200, wire.post(ops, nested(10, "x".repeat(400))).status());
    assertEquals(
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        wire.post(ops, nested(10, "x".repeat(401))).error("components"));
  }

  private static String nested(int sections, String text) {
    String inside =
        IntStream.range(0, sections)
            .mapToObj(
                i ->
                    "{\"type\":9,\"components\":[{\"type\":10,\"content\":\"%s\"}],\"accessory\":{\"type\":2,\"style\":1,\"label\":\"l\",\"custom_id\":\"c%d\"}}"
                        .formatted(text, i))
            .collect(Collectors.joining(","));
    return "{\"flags\":32768,\"components\":[{\"type\":17,\"components\":[" + inside + "]}]}";
  }

  @Test
  void everyBodyFitsTheOfficialSchema() throws Exception {
    int before = sandbox.requests().size();
    card();
    DiscordSchema schema = DiscordSchema.fromEnvironment();
    List<dev.snapclone.sandbox.discord.rest.Request> sent = sandbox.requests();
    assertEquals(Map.of(), schema.problems(sent.subList(before, sent.size())));
    assertTrue(schema.checked() >= 1, "checked " + schema.checked());
  }
}
