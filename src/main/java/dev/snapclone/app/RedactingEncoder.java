package dev.snapclone.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last safeguard of the log: removes what {@link Redaction} considers secret from another
 * encoder's output, stack traces included. Named in {@code logback.xml}.
 */
public final class RedactingEncoder extends EncoderBase<ILoggingEvent> {
  private @Nullable Encoder<ILoggingEvent> encoder;

  /** Made by logback. */
  public RedactingEncoder() {}

  /** Sets the encoder that writes the lines. */
  public void setEncoder(Encoder<ILoggingEvent> inner) {
    this.encoder = inner;
  }

  private Encoder<ILoggingEvent> encoder() {
    return Objects.requireNonNull(encoder, "an encoder inside of RedactingEncoder");
  }

  @Override
  public byte[] headerBytes() {
    byte[] header = encoder().headerBytes();
    return header == null ? new byte[0] : header;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] line = encoder().encode(event);
    Context context = getContext();
    Object known = context == null ? null : context.getObject(Redaction.NAME);
    Redaction redaction = known instanceof Redaction told ? told : Redaction.OF_SHAPES;
    String text = new String(line, StandardCharsets.UTF_8);
    String clean = redaction.clean(text);
    return clean.equals(text) ? line : clean.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    byte[] footer = encoder().footerBytes();
    return footer == null ? new byte[0] : footer;
  }
}
