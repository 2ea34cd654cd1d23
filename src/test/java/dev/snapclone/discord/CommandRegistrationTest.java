package dev.snapclone.discord;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.snapclone.command.OptionSpec;
import dev.snapclone.i18n.Messages;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.requests.RestAction;
import org.junit.jupiter.api.Test;

class CommandRegistrationTest {
  @Test
  void tellsDiscordWhatACommandDoesInEveryLanguage() {
    SlashCommandData data =
        new CommandRegistration(List.of(), new Wording(Messages.load()))
            .data(PaperRouter.command("snapshots", false, OptionSpec.text("cloud")));
    assertEquals("List the snapshots", data.getDescription());
    assertEquals(
        Map.of(
            DiscordLocale.SWEDISH, "Visa alla snapshots",
            DiscordLocale.NORWEGIAN, "Vis alle snapshots"),
        data.getDescriptionLocalizations().toMap());
    assertEquals(
        Map.of(DiscordLocale.SWEDISH, "Vilket moln", DiscordLocale.NORWEGIAN, "Hvilken sky"),
        data.getOptions().get(0).getDescriptionLocalizations().toMap());
    assertEquals(Map.of(), data.getNameLocalizations().toMap(), "names are the same everywhere");
  }

  @Test
  void aChoiceKeepsItsValueAndIsReadInEveryLanguage() {
    SlashCommandData data =
        new CommandRegistration(List.of(), new Wording(Messages.load()))
            .data(
                PaperRouter.command(
                    "clone",
                    true,
                    OptionSpec.oneOf("windows-network", "manual", "automatic"),
                    OptionSpec.oneOf("os", "windows", "linux")));
    var choice = data.getOptions().get(0).getChoices().get(0);
    assertEquals("manual", choice.getName());
    assertEquals("manual", choice.getAsString());
    assertEquals(
        Map.of(DiscordLocale.SWEDISH, "för hand", DiscordLocale.NORWEGIAN, "for hånd"),
        choice.getNameLocalizations().toMap());
    var windows = data.getOptions().get(1).getChoices().get(0);
    assertEquals(Map.of(), windows.getNameLocalizations().toMap(), "a name is a name");
  }

  @Test
  void aGuildFoundTwiceIsNotRegisteredTwice() throws InterruptedException {
    Guild guild = mock();
    RestAction<List<Command>> look = mock();
    when(guild.retrieveCommands(true)).thenReturn(look);
    CommandRegistration registration =
        new CommandRegistration(List.of(), new Wording(Messages.load()));
    AtomicInteger looking = new AtomicInteger();
    Thread second = new Thread(() -> registration.register(guild));
    when(look.complete())
        .then(
            call -> {
              if (looking.incrementAndGet() == 1) {
                second.start();
                await()
                    .until(() -> looking.get() == 2 || second.getState() == Thread.State.BLOCKED);
              }
              assertEquals(1, looking.getAndDecrement(), "both look before either registers");
              return List.of();
            });
    registration.register(guild);
    second.join();
  }
}
