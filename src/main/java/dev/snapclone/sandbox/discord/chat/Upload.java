package dev.snapclone.sandbox.discord.chat;

/** An uploaded file of a message. The array is not copied, since nobody changes it. */
@SuppressWarnings("ArrayRecordComponent")
public record Upload(String id, String name, String contentType, byte[] bytes) {}
