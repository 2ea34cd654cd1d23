package dev.snapclone.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the configuration, and their messages. */
class MisconfigurationTest {
  @TempDir Path root;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
"""
discord.guild = ["1"]|discord.guild is not a key of snapclone. Did you mean discord.guilds?
aprovals { four-eyes = false }|aprovals is not a key of snapclone. Did you mean approvals?
jobs.takeover = 20s|jobs.takeover is not a key of snapclone. Remove it; here may stand poll-interval, settle-time, stalled-after, takeover-after
access.roles.owner = []|access.roles.owner is not a key of snapclone. Remove it; here may stand admin, approver, operator
flavour = vanilla|flavour is not a key of snapclone. Remove it; the keys stand in conf/snapclone.conf
token = abc|token is not a key of snapclone. Did you mean discord.token?
storage = postgres|storage must be a block in braces. Write storage { … }; it may hold password, url, user
discord.show-addresses = maybe|discord.show-addresses must be true or false, not "maybe". Write discord.show-addresses = true
discord.api-url = "https://proxy.example/api/v9/"|discord.api-url must end with /api/v10/, but is "https://proxy.example/api/v9/". Write https://host/api/v10/, the slash at the end included
discord.api-url = "proxy.example/api/v10/"|discord.api-url must be an address that begins with http:// or https://, but is "proxy.example/api/v10/". Correct it, or remove it to use Discord's own
discord.gateway-url = "https://gateway.example"|discord.gateway-url must be an address that begins with ws:// or wss://, but is "https://gateway.example". Correct it, or remove it to use Discord's own
discord.approvals-channel = [one]|discord.approvals-channel must be a text, not a list in brackets. Write discord.approvals-channel = "…"
discord.audit-channel = "<#81384788765712384>"|discord.audit-channel is written as a mention. Write the id alone, or the name without the #
access.roles.operator = ops|access.roles.operator must be a list, not "ops". Write access.roles.operator = ["one", "two"]
access.roles.admin = [[1]]|access.roles.admin must hold texts only. Write access.roles.admin = ["one", "two"]
access.roles.approver = ["<@&165511591545143296>"]|access.roles.approver holds a mention. Write the id alone, or the name
approvals.clone.required = -1|approvals.clone.required must be a whole number from 0 to 10, not "-1". Write approvals.clone.required = 1
approvals.delete.required = 11|approvals.delete.required must be a whole number from 0 to 10, not "11". Write approvals.delete.required = 1
approvals.copy.required = two|approvals.copy.required must be a whole number from 0 to 10, not "two". Write approvals.copy.required = 1
approvals.expire-after = tomorrow|approvals.expire-after must be a duration, not "tomorrow". Write a number and a unit, such as approvals.expire-after = 24h
approvals.expire-after = -1h|approvals.expire-after must not be negative, but is "-1h". Write a number and a unit, such as approvals.expire-after = 24h
jobs.takeover-after = 2s|jobs.takeover-after must be at least 3s, but is "2s". Write a number and a unit, such as jobs.takeover-after = 20s
jobs.settle-time = 60|jobs.settle-time must be at least 1s, but is "60" (a number without a unit counts milliseconds). Write a number and a unit, such as jobs.settle-time = 60s
jobs.poll-interval = 1m|jobs.poll-interval must be shorter than jobs.takeover-after. Write jobs.poll-interval = 1s and jobs.takeover-after = 20s
jobs.stalled-after = 30s|jobs.stalled-after must be longer than jobs.settle-time. Write jobs.settle-time = 60s and jobs.stalled-after = 2h
leases.clone.default = 3m|leases.clone.default must be a duration of at least 3600s, not "3m". Write a number and a unit, such as leases.clone.default = 3d
costs = 3|costs must be a block in braces. Write { … } with the keys that conf/snapclone.conf shows
costs.volume = 0.1|costs.volume is no use without costs.currency. Write currency = EUR
costs { currency = "3 $" }|costs.currency is no currency. Write currency = EUR, or a sign such as €
costs { currency = EUR, volume = -1 }|costs.volume must be a price without a currency, such as 0.05. Write volume = 0.05
costs { currency = EUR, flavors { m1 = "4 EUR" } }|costs.flavors.m1 must be a price without a currency, such as 0.05. Write m1 = 0.05
costs { currency = EUR, flavors { b2.c2r4 = 4 } }|costs.flavors.b2 must be a price without a currency, such as 0.05. Write a name with a dot in quotes, such as "b2.c2r4" = 0.05
costs { currency = EUR, per-cloud { dema { volume = 1 } } }|costs.per-cloud.dema is no configured cloud. Did you mean demo?
costs { currency = EUR, volum = 1 }|costs.volum is not a key of snapclone. Did you mean volume?
costs { currency = EUR, per-cloud { demo { flavor { m1 = 1 } } } }|costs.per-cloud.demo.flavor is not a key of snapclone. Did you mean flavors?
leases.copy.max = soon|leases.copy.max must be a duration of at least 3600s, not "soon". Write a number and a unit, such as leases.copy.max = 30d
leases.snapshot { default = 5w, max = 30d }|leases.snapshot.default is longer than leases.snapshot.max. Write a shorter default or a longer max
names.snapshot = "{instance}-{n}"|names.snapshot holds {n}, which stands for nothing. It may hold {instance}, {date}, {time}
names.clone = "{instnace}-{n}"|names.clone holds {instnace}, which stands for nothing. Did you mean {instance}? It may hold {instance}, {n}, {date}, {time}
names.clone = "{instance"|names.clone has a brace without its partner. It may hold {instance}, {n}, {date}, {time}
names.snapshot = ""|names.snapshot is empty. It may hold {instance}, {date}, {time}
names.time-zone = Europe/Stockolm|names.time-zone names a time zone that does not exist: "Europe/Stockolm". Did you mean Europe/Stockholm?
notifications.waiting-at = "25:00"|notifications.waiting-at is no time of day: "25:00". Write notifications.waiting-at = "08:30", in quotes, or null for no list
notifications.waiting-at = [8, 30]|notifications.waiting-at must be a text, not a list in brackets. Write notifications.waiting-at = "…"
webhooks = "https://hooks.example"|webhooks must be a list, not "https://hooks.example". Write webhooks = [ { … } ]
webhooks = [{ url = "http://hooks.example/x", secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" }]|webhooks[1].url must begin with https:// (http:// only on loopback). Write url = "https://hooks.example.org/snapclone"
webhooks = [{ url = "https://u:p@hooks.example/x", secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" }]|webhooks[1].url holds a login or a fragment, which are not sent. Write url = "https://hooks.example.org/snapclone"
webhooks = [{ url = "https://hooks.example/x" }]|webhooks[1].secret is not set. Make one with: echo whsec_$(openssl rand -base64 32)
webhooks = [{ url = "https://hooks.example/x", secret = "hunter2hunter2" }]|webhooks[1].secret is not whsec_ and 24 to 64 bytes in Base64. Make one with: echo whsec_$(openssl rand -base64 32)
webhooks = [{ url = "https://hooks.example/x", secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", events = [job-end] }]|webhooks[1].events holds "job-end", which it does not know. Did you mean job-ended?
webhooks = [{ url = "https://hooks.example/x", secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", event = [job-ended] }]|webhooks[1].event is not a key of snapclone. Did you mean events?
storage.url = "postgres://db/snapclone"|storage.url must begin with jdbc:h2: or jdbc:postgresql:. Write jdbc:h2:file:./data/snapclone or jdbc:postgresql://host/database
storage.url = "jdbc:postgresql://db/x?user=u&password=hunter2"|storage.url holds a password, and addresses end up in logs. Move it to SNAPCLONE_STORAGE_PASSWORD or storage.password
ops.address = "9090"|ops.address must be host:port, but is "9090" (no host). Write ops.address = "127.0.0.1:9090"
ops.address = "127.0.0.1:99999"|ops.address must be host:port, but is "127.0.0.1:99999" (no such port). Write ops.address = "127.0.0.1:9090"
clouds { a = demo, b = { entri = demo } }|clouds.b must name an entry of clouds.yaml. Write b = entry, or { entry = …, region = … }
clouds { a = dmeo }|clouds.yaml has no entry "dmeo". Did you mean demo? It has demo
clouds = demo|clouds must be a block in braces. Write clouds { demo = demo }
clouds = [demo, demo]|the cloud "demo" is named twice. Name each cloud once
console.hints = yes|console.hints must be a block in braces. Write console.hints { cloud { … } }
console.hints.dmeo.page = "https://c.example/"|console.hints names the cloud dmeo, which is not configured. It may hold demo
console.hints.demo = yes|console.hints.demo must be a block in braces. Write { jump-host = "user@host", page = "https://…" }
console.hints.demo.jump = x|console.hints.demo.jump is not a key of snapclone. Here may stand jump-host, page
console.hints.demo.jump-host = "u@h; reboot"|console.hints.demo.jump-host must be user@host. Write jump-host = "ubuntu@jump.example.org"
console.hints.demo.page = "c.example/{instance}"|console.hints.demo.page must be an address that begins with https:// or http://. Write page = "https://dashboard.example.org/project/instances/{instance}/"
names.clone = ${MISSING}|a ${…} names a value that is neither in the file nor in the environment. Set it, or write ${?…} when it may be missing
discord { token = abc@def|this is not valid HOCON. Put double quotes around a value that contains @
discord { token = "abc|this is not valid HOCON. Close the double quotes on the line where they open
discord { token = abc|this is not valid HOCON. A closing brace or bracket is missing at the end, or an opening one is too much
discord.token: abc:hunter2|this is not valid HOCON. Look at this line and the one before: a brace, a bracket, an equals sign, a comma or double quotes around a value
""")
  void aLineOfTheFileIsWrong(String line, String problem) {
    Folder folder = new Folder(root).usable().file("conf/snapclone.conf", "# one\n" + line + "\n");

    List<String> problems = folder.problems();

    assertEquals(1, problems.size(), () -> problems.toString());
    String place = problems.get(0).replaceFirst("^conf/snapclone.conf:[23]: ", "");
    assertEquals(problem, place);
    assertFalse(problems.toString().contains("hunter2"), "a secret was told");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
"""
DISCORD_GUILDS|my-guild|environment variable DISCORD_GUILDS: discord.guilds holds "my-guild", which is no guild id. An id is a number of up to 20 digits: right-click the server, Copy Server ID
DISCORD_GUILDS|99999999999999999999999|environment variable DISCORD_GUILDS: discord.guilds holds "99999999999999999999999", which is no guild id. An id is a number of up to 20 digits: right-click the server, Copy Server ID
DISCORD_TOKEN|Bot hunter2|environment variable DISCORD_TOKEN: discord.token holds a character that no token has. Copy the token again, without quotes, spaces or the word Bot before it
DISCORD_API_URL|https://discord.example|environment variable DISCORD_API_URL: discord.api-url must end with /api/v10/, but is "https://discord.example". Write https://host/api/v10/, the slash at the end included
SNAPCLONE_OPS_ADDRESS|::1:9090|environment variable SNAPCLONE_OPS_ADDRESS: ops.address must be host:port, but is "::1:9090" (an IPv6 address stands in brackets). Write ops.address = "127.0.0.1:9090"
SNAPCLONE_STORAGE_URL|jdbc:h2:mem:x;PASSWORD=hunter2|environment variable SNAPCLONE_STORAGE_URL: storage.url holds a password, and addresses end up in logs. Move it to SNAPCLONE_STORAGE_PASSWORD or storage.password
SNAPCLONE_CONFIG|nowhere.conf|environment variable SNAPCLONE_CONFIG: nowhere.conf does not exist. Name a file that does; conf/snapclone.conf is one to start from
OS_CLOUD|prod|environment variable OS_CLOUD: clouds.yaml has no entry "prod". It has demo
OS_AUTH_TYPE|v3oidcpassword|clouds.yaml:2: cloud entry "demo" has the auth_type "v3oidcpassword". The bot knows password, v3password, token, v3token and v3applicationcredential
OS_INTERFACE|privat|clouds.yaml:2: cloud entry "demo" has the interface "privat". Write interface: public, internal or admin
OS_CACERT|gone.pem|clouds.yaml:2: cloud entry "demo" names the certificates gone.pem, which cannot be read. Correct cacert, or remove it to trust what the system trusts
OS_REGION_NAME|STO1|clouds.yaml:2: cloud entry "demo" has no region "STO1". It has sto1; names are case-sensitive
OS_AUTH_URL|cloud.example|clouds.yaml:2: cloud entry "demo" has an auth_url that is no address. Write it as https://cloud.example:5000/v3
OS_AUTH_URL|https://cloud.example:5000/v2.0/|clouds.yaml:2: cloud entry "demo" has an auth_url of Keystone v2. End it with /v3
OS_IDENTITY_API_VERSION|2|clouds.yaml:2: cloud entry "demo" asks for Keystone v2. Remove identity_api_version; the bot speaks v3
""")
  void aVariableIsWrong(String name, String value, String problem) {
    Folder folder = new Folder(root).usable().variable("OS_USERNAME", "bot").variable(name, value);

    assertEquals(List.of(problem), folder.problems());
  }

  @Test
  void nothingIsConfiguredAtAll() {
    assertEquals(
        List.of(
            "configuration: discord.guilds is empty. Write discord.guilds = [\"…\"] or set"
                + " DISCORD_GUILDS: in Discord, with developer mode on, right-click the server,"
                + " Copy Server ID",
            "configuration: discord.token is not set. Set DISCORD_TOKEN to the bot's token: Discord"
                + " developer portal, your application, Bot, Reset Token",
            "configuration: no cloud is named. Set the OS_* variables, or write a clouds.yaml and"
                + " name its entries in OS_CLOUD or in the block clouds { name = entry }"),
        new Folder(root).problems().stream().sorted().toList());
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirLines() {
    Folder folder =
        new Folder(root)
            .usable()
            .file(
                "conf/snapclone.conf",
                """
                discord {
                  tokn = x
                }
                approvals.clone.required = 99
                jobs {
                  settle-time = soon
                }
                clouds { a = nothing }
                """);

    List<String> problems = folder.problems();

    assertEquals(
        List.of("2", "4", "6", "8"),
        problems.stream().map(p -> p.replaceFirst("^[^:]*:(\\d+): .*", "$1")).sorted().toList());
  }

  @Test
  void theNamedFileIsAFolder() {
    Folder folder = new Folder(root).usable().variable("SNAPCLONE_CONFIG", ".");

    assertEquals(1, folder.problems().size());
    assertEquals(
        true, folder.problems().get(0).contains("is not a file"), () -> folder.problems() + "");
  }
}
