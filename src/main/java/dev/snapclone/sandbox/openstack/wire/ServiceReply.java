package dev.snapclone.sandbox.openstack.wire;

/** What a service gives back: an answer, or the promise of one. */
public interface ServiceReply {}
