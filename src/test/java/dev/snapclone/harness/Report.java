package dev.snapclone.harness;

import dev.snapclone.sandbox.discord.ChatSnapshot;
import dev.snapclone.sandbox.openstack.CloudView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what is needed to find out what went wrong. */
final class Report {
  private Report() {}

  /** Writes chat, cloud and commands to the world's folder; returns where they are. */
  static String write(KillWorld world, List<UserAction> asked) throws IOException {
    world.forgetRequests();
    Path chat = world.folder.resolve("chat.txt");
    Path cloud = world.folder.resolve("cloud.txt");
    Path commands = world.folder.resolve("commands.txt");
    Files.writeString(chat, chat(world.discord.snapshot()));
    Files.writeString(cloud, cloud(world.cloud.view()));
    Files.write(commands, asked.stream().map(UserAction::toString).toList());
    return "The program's logs: "
        + world.folder.resolve("run-*.log")
        + "\nThe chat: "
        + chat
        + "\nThe cloud: "
        + cloud
        + "\nIts requests: "
        + world.folder.resolve("cloud-requests.txt")
        + "\nWhat was typed: "
        + commands;
  }

  private static String chat(ChatSnapshot snapshot) {
    StringBuilder text = new StringBuilder();
    snapshot
        .guilds()
        .forEach(
            guild ->
                guild
                    .channels()
                    .forEach(
                        channel -> {
                          text.append("# ").append(channel.name()).append('\n');
                          channel
                              .messages()
                              .forEach(
                                  m ->
                                      text.append(
                                          "%s %s%s%s: %s%n%n"
                                              .formatted(
                                                  m.message().at(),
                                                  m.message().author(),
                                                  m.onlyFor() == null ? "" : " to " + m.onlyFor(),
                                                  m.message().loading() ? " (thinking)" : "",
                                                  m.message().text())));
                        }));
    return text.toString();
  }

  private static String cloud(CloudView view) {
    StringBuilder text = new StringBuilder();
    MarkedResource.all(view).values().forEach(resource -> text.append(resource).append('\n'));
    view.ports().forEach(port -> text.append(port).append('\n'));
    return text.toString();
  }
}
