package dev.snapclone.cloud;

/** What a job can make, watch and leave behind. */
public enum ResourceKind {
  INSTANCE,
  IMAGE,
  VOLUME,
  VOLUME_SNAPSHOT,
  PORT,
  SECURITY_GROUP
}
