package dev.snapclone.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {
  @TempDir Path root;

  private static String by(ProxySettings settings, String url) {
    return settings.of(URI.create(url)).map(ProxySettings.HttpProxy::host).orElse("direct");
  }

  @ParameterizedTest
  @CsvSource({
    "cloud.example, https://cloud.example:5000/v3, direct",
    "cloud.example, https://nova.cloud.example/, direct",
    "cloud.example, https://othercloud.example/, proxy",
    ".cloud.example, https://nova.Cloud.example/, direct",
    "*.cloud.example, https://nova.cloud.example/, direct",
    "*, wss://gateway.discord.gg/, direct",
    "cloud.example:5000, https://cloud.example:5000/, direct",
    "cloud.example:5000, https://cloud.example:8774/, proxy",
    "cloud.example:443, https://cloud.example/, direct",
    "cloud.example:80, http://cloud.example/, direct",
    "10.0.0.0/8, http://10.1.2.3/, direct",
    "10.0.0.0/8, http://11.1.2.3/, proxy",
    "192.0.2.7, http://192.0.2.7:5000/, direct",
    "192.0.2.0/25, http://192.0.2.128/, proxy",
    "2001:db8::/32, http://[2001:db8:1::2]/, direct",
    "2001:db8::1, http://[2001:db8:0:0::1]:5000/, direct",
    "[2001:db8::1]:5000, http://[2001:db8::1]:5001/, proxy",
    "10.0.0.0/8, http://ten.example/, proxy",
    "localhost, http://127.0.0.1/, proxy",
    "127.0.0.0/8, http://127.0.0.1:9/, direct",
    "'', http://127.0.0.1:9/, proxy",
  })
  void whatStandsInTheListIsReachedDirectly(String entry, String url, String by) {
    ProxySettings.HttpProxy proxy = new ProxySettings.HttpProxy("proxy", 3128, null);
    List<String> except = entry.isEmpty() ? List.of() : List.of("other.example", entry);
    assertEquals(by, by(new ProxySettings(proxy, proxy, except), url));
  }

  @Test
  void theSettingOverridesTheEnvironment() {
    Folder folder =
        new Folder(root)
            .usable()
            .variable("HTTPS_PROXY", "http://upper.example:1")
            .variable("https_proxy", "http://bot:p%40ss%20word+@lower.example:2/")
            .variable("HTTP_PROXY", "plain.example:3")
            .variable("NO_PROXY", "cloud.example, 10.0.0.0/8");
    ProxySettings read = folder.read().host().proxy();
    assertEquals("lower.example", by(read, "wss://gateway.discord.gg/"));
    assertEquals("plain.example", by(read, "http://192.0.2.1:5000/"));
    assertEquals("direct", by(read, "https://cloud.example:5000/v3"));
    assertEquals(
        "bot:p@ss word+",
        Objects.requireNonNull(Objects.requireNonNull(read.secure()).credentials()).reveal());
    assertFalse(read.toString().contains("p@ss"));
    assertEquals(read, Objects.requireNonNull(folder.read().discord()).proxy());

    folder.file(
        "conf/snapclone.conf",
        "proxy { url = \"http://own.example:4\", no-proxy = [\"discord.gg\"] }");
    ProxySettings own = folder.read().host().proxy();
    assertEquals("own.example", by(own, "https://cloud.example:5000/v3"));
    assertEquals("own.example", by(own, "http://10.1.1.1/"));
    assertEquals("direct", by(own, "wss://gateway.discord.gg/"));
    assertNull(Objects.requireNonNull(own.plain()).authorization());
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:secret-1@p:1",
    "socks5://u:secret-1@p",
    "http://",
    "http://u:secret-1@p:x y"
  })
  void aProxyThatCannotBeUsedIsAProblemThatTellsNoPassword(String url) {
    Folder folder = new Folder(root).usable().variable("HTTPS_PROXY", url);
    ConfigException e = assertThrows(ConfigException.class, folder::read);
    String said = e.problems().toString();
    assertTrue(said.contains("environment variable HTTPS_PROXY"), said);
    assertFalse(said.contains("secret-1"), said);
  }
}
