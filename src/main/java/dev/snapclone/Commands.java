package dev.snapclone;

import dev.snapclone.app.Launch;
import dev.snapclone.app.StopSignal;
import dev.snapclone.config.ConfigException;
import dev.snapclone.config.ConfigProblem;
import dev.snapclone.config.Nearest;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsReader;
import dev.snapclone.config.SettingsReader.Purpose;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The commands of the command line. Exit codes: 0 fine, 1 it went wrong, 2 unusable configuration
 * or a command line that cannot be understood.
 */
@Command(
    name = "snapclone",
    synopsisSubcommandLabel = "COMMAND",
    description = "A Discord bot that snapshots and clones OpenStack instances.",
    footer = {
      "",
      "To try it without any account: snapclone demo --tour",
      "To run a real bot: README.md; snapclone check says what is missing."
    })
final class Commands implements Runnable {
  static final int UNUSABLE = 2;

  private final Launch launch;
  private final SettingsReader reader;
  private final StopSignal stop;
  private final BuildInfo build;

  @Spec private @Nullable CommandSpec spec;

  Commands(Launch launch, SettingsReader reader, StopSignal stop, BuildInfo build) {
    this.launch = launch;
    this.reader = reader;
    this.stop = stop;
    this.build = build;
  }

  /**
   * The command line, ready to execute.
   *
   * @param out where answers go
   * @param err where problems go
   */
  CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(this);
    CommandSpec all =
        line.getCommandSpec()
            .addOption(help())
            .addOption(
                OptionSpec.builder("--version")
                    .versionHelp(true)
                    .description("Says the versions.")
                    .build())
            .version(versions().toArray(String[]::new));
    // In the order in which one meets them.
    for (String name : List.of("demo", "check", "run", "version")) {
      CommandLine command = all.removeSubcommand(name);
      command.getCommandSpec().addOption(help());
      all.addSubcommand(name, command);
    }
    CommandLine audit =
        new CommandLine(
            new AuditCommands(
                launch,
                (config, then) -> withSettings(config, Purpose.STORAGE, then),
                InstantSource.system()));
    audit.getCommandSpec().addOption(help());
    audit.getSubcommands().values().forEach(c -> c.getCommandSpec().addOption(help()));
    return line.addSubcommand("audit", audit)
        .addSubcommand(new CommandLine.HelpCommand())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Commands::misunderstood)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              LoggerFactory.getLogger(Commands.class).error("snapclone failed", e);
              err.println("snapclone failed: " + e);
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Shows this help.")
        .build();
  }

  /** Says what was not understood and what was perhaps meant, before the usage. */
  private static int misunderstood(ParameterException e, String[] given) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      Set<String> known = line.getSubcommands().keySet();
      String command = line.getCommandSpec().qualifiedName();
      err.println(
          known.isEmpty()
              ? command + " takes no '" + word + "'."
              : command
                  + " has no command '"
                  + word
                  + "'. "
                  + Nearest.to(word, known).map(near -> "Did you mean " + near + "? ").orElse("")
                  + "There is "
                  + String.join(", ", known)
                  + ".");
    } else {
      err.println(e.getMessage());
    }
    line.usage(err);
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public void run() {
    throw new ParameterException(self().commandLine(), "Say what to do");
  }

  @Command(name = "run", description = "Runs the bot.")
  int runBot(
      @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
          @Nullable Path config) {
    return withSettings(config, Purpose.BOT, settings -> launch.run(settings, stop));
  }

  @Command(
      name = "demo",
      description = "Runs a sandbox cloud, a sandbox Discord and the bot, without any account.")
  int demo(
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "0",
              description = "Port of the page; any free one by default.")
          int port,
      @Option(names = "--tour", description = "Plays the main job in the terminal and ends.")
          boolean tour) {
    if (port < 0 || port > 65535) {
      throw new ParameterException(self().commandLine(), "--port must be from 0 to 65535");
    }
    return tour ? launch.tour() : launch.demo(port, stop);
  }

  @Command(name = "check", description = "Says what works and what does not.")
  int check(
      @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
          @Nullable Path config) {
    try {
      return launch.check(reader.read(config, Purpose.CHECK));
    } catch (ConfigException e) {
      // The same problems as a start reports: also a missing token.
      withSettings(config, Purpose.BOT, settings -> UNUSABLE);
      tryToken(config);
      return UNUSABLE;
    }
  }

  /** A token can be tried while the rest is not written yet. */
  private void tryToken(@Nullable Path config) {
    try {
      Settings settings = reader.read(config, Purpose.STORAGE);
      if (settings.discord() != null) {
        launch.checkDiscord(settings);
      }
    } catch (ConfigException e) {
      // Said before, with the rest.
      LoggerFactory.getLogger(Commands.class).debug("the token cannot be tried", e);
    }
  }

  @Command(name = "version", description = "Says the versions.")
  int version() {
    PrintWriter out = self().commandLine().getOut();
    versions().forEach(out::println);
    out.flush();
    return 0;
  }

  private List<String> versions() {
    return List.of(
        "snapclone " + build.version(), "JDA " + build.jda(), "openstack4j " + build.openstack4j());
  }

  private int withSettings(
      @Nullable Path config, Purpose purpose, Function<Settings, Integer> then) {
    Settings settings;
    try {
      settings = reader.read(config, purpose);
    } catch (ConfigException e) {
      printError(e, self().commandLine().getErr());
      return UNUSABLE;
    }
    return then.apply(settings);
  }

  private static void printError(ConfigException e, PrintWriter err) {
    int number = e.problems().size();
    err.println(
        "snapclone cannot start: "
            + number
            + (number == 1 ? " problem" : " problems")
            + " in its configuration");
    for (ConfigProblem problem : e.problems()) {
      err.println("- " + problem.origin() + ": " + problem.what());
      err.println("  " + problem.fix());
    }
    err.flush();
  }

  private CommandSpec self() {
    if (spec == null) {
      throw new IllegalStateException("picocli gives the specification before it runs a command");
    }
    return spec;
  }
}
