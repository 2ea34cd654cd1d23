package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.access.Role;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.junit.jupiter.api.Test;

class CommandRegistrationTest {
  @Test
  void tellsDiscordWhatACommandDoesInEveryLanguage() {
    SlashCommandData data =
        new CommandRegistration(List.of(), new Wording(Messages.load())).data(new Snapshots());
    assertEquals("List the snapshots that can be cloned", data.getDescription());
    assertEquals(
        Map.of(
            DiscordLocale.SWEDISH, "Visa de snapshots som kan klonas",
            DiscordLocale.NORWEGIAN, "Vis snapshots som kan klones"),
        data.getDescriptionLocalizations().toMap());
    assertEquals(
        Map.of(DiscordLocale.SWEDISH, "Vilket moln", DiscordLocale.NORWEGIAN, "Hvilken sky"),
        data.getOptions().get(0).getDescriptionLocalizations().toMap());
    assertEquals(Map.of(), data.getNameLocalizations().toMap(), "names are the same everywhere");
  }

  @Test
  void aChoiceKeepsItsValueAndIsReadInEveryLanguage() {
    SlashCommandData data =
        new CommandRegistration(List.of(), new Wording(Messages.load())).data(new Clones());
    var choice = data.getOptions().get(0).getChoices().get(0);
    assertEquals("manual", choice.getName());
    assertEquals("manual", choice.getAsString());
    assertEquals(
        Map.of(DiscordLocale.SWEDISH, "för hand", DiscordLocale.NORWEGIAN, "for hånd"),
        choice.getNameLocalizations().toMap());
    var windows = data.getOptions().get(1).getChoices().get(0);
    assertEquals(Map.of(), windows.getNameLocalizations().toMap(), "a name is a name");
  }

  private static final class Clones extends Snapshots {
    @Override
    public String name() {
      return "clone";
    }

    @Override
    public List<OptionSpec> options() {
      return List.of(
          OptionSpec.oneOf("windows-network", "manual", "automatic"),
          OptionSpec.oneOf("os", "windows", "linux"));
    }
  }

  private static class Snapshots implements Command {
    @Override
    public String name() {
      return "snapshots";
    }

    @Override
    public Role role() {
      return Role.OPERATOR;
    }

    @Override
    public List<OptionSpec> options() {
      return List.of(OptionSpec.text("cloud"));
    }

    @Override
    public boolean makesJob() {
      return false;
    }

    @Override
    public Reply run(Invocation invocation) {
      return Reply.of(Reply.Tone.INFO, Text.of("lists.no-snapshots"));
    }
  }
}
