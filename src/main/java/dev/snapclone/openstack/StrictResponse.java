package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** A successful answer for the library. Already read, so closing does nothing. */
@NullUnmarked
final class StrictResponse implements HttpResponse {
  private final Answer answer;
  private final String service;
  private final Failures failures;

  StrictResponse(Answer answer, String service, Failures failures) {
    this.answer = answer;
    this.service = service;
    this.failures = failures;
  }

  @Override
  public <T> T getEntity(Class<T> type) {
    return getEntity(type, null);
  }

  @Override
  public <T> T getEntity(Class<T> type, @Nullable ExecutionOptions<T> options) {
    return HttpEntityHandler.handle(this, type, options, true);
  }

  @Override
  public <T> T readEntity(Class<T> type) {
    try {
      JsonNode whole = ApiJson.object(answer.body());
      return type == JsonNode.class
          ? type.cast(whole)
          : ObjectMapperSingleton.getContext(type).readerFor(type).readValue(answer.body());
    } catch (Unreadable e) {
      throw failures.malformed(service, answer.status(), answer.headers(), e.getMessage());
    } catch (IOException e) {
      throw failures.malformed(
          service, answer.status(), answer.headers(), "the answer is not what was asked for");
    }
  }

  @Override
  public int getStatus() {
    return answer.status();
  }

  @Override
  public String getContentType() {
    return header("Content-Type");
  }

  @Override
  public String getStatusMessage() {
    return "";
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(answer.body());
  }

  @Override
  public @Nullable String header(String name) {
    return answer.header(name);
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> map = new HashMap<>();
    answer.headers().names().forEach(name -> map.put(name, answer.header(name)));
    return map;
  }

  @Override
  public void close() {}
}
