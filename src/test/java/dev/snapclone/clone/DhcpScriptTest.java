package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of a PowerShell script without a PowerShell. */
class DhcpScriptTest {
  private final String script = DhcpScript.text();

  @Test
  void beginsWithTheLineThatMakesCloudbaseInitRunIt() {
    assertTrue(script.startsWith("#ps1_sysnative\r\n"), script.substring(0, 30));
  }

  @Test
  void isAsciiWithWindowsLineEndsAndSmall() {
    assertTrue(script.chars().allMatch(c -> c == '\r' || c == '\n' || (c >= ' ' && c <= '~')));
    assertFalse(Pattern.compile("(?<!\r)\n").matcher(script).find(), "a line end of Unix");
    assertTrue(script.getBytes(StandardCharsets.UTF_8).length < DhcpScript.MOST_BYTES);
  }

  @Test
  void opensAndClosesEveryBracketAndQuote() {
    for (String line : script.split("\r\n", -1)) {
      String code = line.strip().startsWith("#") ? "" : line;
      assertEquals(0, code.chars().filter(c -> c == '"').count() % 2, line);
    }
    Deque<Character> open = new ArrayDeque<>();
    String code = withoutStringsAndComments();
    for (char c : code.toCharArray()) {
      if ("({[".indexOf(c) >= 0) {
        open.push(c);
      } else if (")}]".indexOf(c) >= 0) {
        assertFalse(open.isEmpty(), "a " + c + " too many");
        assertEquals("({[".charAt(")}]".indexOf(c)), open.pop());
      }
    }
    assertTrue(open.isEmpty(), () -> "not closed: " + open);
  }

  @Test
  void usesVariablesThatItSet() {
    List<String> given = List.of("_", "env", "lastexitcode", "null", "true", "false");
    String set = script.toLowerCase(Locale.ROOT);
    Pattern.compile("\\$\\(?([A-Za-z_]+)")
        .matcher(script)
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .filter(name -> !given.contains(name))
        .forEach(
            name ->
                assertTrue(
                    Pattern.compile("\\$" + name + "\\s*(=|in\\b|\\))").matcher(set).find(),
                    "$" + name + " is never set"));
  }

  @Test
  void putsAddressesAndNameServersBackAndAsksForNoReboot() {
    assertTrue(script.contains("netsh.exe interface ipv4 set address name=$index source=dhcp"));
    assertTrue(script.contains("netsh.exe interface ipv4 set dnsservers name=$index source=dhcp"));
    assertTrue(script.strip().endsWith("exit 0"), "1001 to 1003 would ask for a reboot");
    assertFalse(
        Pattern.compile("(?i)password|invoke-expression|downloadstring").matcher(script).find());
  }

  private String withoutStringsAndComments() {
    StringBuilder out = new StringBuilder();
    for (String line : script.split("\r\n", -1)) {
      if (!line.strip().startsWith("#")) {
        out.append(line.replaceAll("'[^']*'", "''").replaceAll("\"[^\"]*\"", "\"\"")).append('\n');
      }
    }
    return out.toString();
  }
}
