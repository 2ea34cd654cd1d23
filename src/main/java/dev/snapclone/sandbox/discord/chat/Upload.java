package dev.snapclone.sandbox.discord.chat;

/** A file that came with a message. The array is not copied: nobody changes it. */
@SuppressWarnings("ArrayRecordComponent")
public record Upload(String id, String name, String contentType, byte[] bytes) {}
