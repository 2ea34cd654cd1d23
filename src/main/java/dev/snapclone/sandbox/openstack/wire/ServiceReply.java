package dev.snapclone.sandbox.openstack.wire;

/** The reply of a service: an answer, or one that comes later. */
public interface ServiceReply {}
