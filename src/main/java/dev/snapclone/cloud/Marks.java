package dev.snapclone.cloud;

/**
 * Metadata keys by which a job finds what it made, and the keys of the recipe. Marks are inherited
 * (createImage copies the properties of the image that the instance came from; a volume keeps those
 * of its image) and can be forged by any member of the project, so: find by {@link #JOB} and {@link
 * #STEP}, trust the rest only where {@link #SELF} equals the resource's own id, and delete only
 * what the journal knows too. Every key is always written, {@link #NONE} where there is nothing, so
 * that an inherited value never stays.
 */
public final class Marks {
  /** The job that made it. */
  public static final String JOB = "snapclone_job";

  /** The step of the job that made it. */
  public static final String STEP = "snapclone_step";

  /** The resource's own id, written after it is ready: what makes recipe and expiry believable. */
  public static final String SELF = "snapclone_self";

  /** Represents a missing value. */
  public static final String NONE = "none";

  /** Longest value that every service takes and inherits whole. */
  public static final int MAX_VALUE = 255;

  /** Recipe: id of the original instance. */
  public static final String ORIGINAL = "snapclone_original";

  /**
   * Recipe: the original's name, URL-encoded since not every service takes every letter, and cut to
   * what fits: the policy asks for it when the original is gone.
   */
  public static final String ORIGINAL_NAME = "snapclone_original_name";

  /** Recipe: {@code image} or {@code volume}. */
  public static final String BOOT_SOURCE = "snapclone_boot_source";

  /** Recipe: flavor id. */
  public static final String FLAVOR = "snapclone_flavor";

  /**
   * Recipe: the NICs in the order of the interfaces, a list of words: first the version {@code 1},
   * then for each NIC {@code n:} and the network's id, or {@code o:} and it where there is no port
   * security, {@code g:} and an id for each security group, and {@code x:} and letters for what a
   * copy does not take over. Comma-separated, in numbered chunks {@code _1}, {@code _2} … when
   * long.
   */
  public static final String NICS = "snapclone_nics";

  /** Recipe of older versions, which did not note what belongs to which NIC: network ids. */
  public static final String NETWORKS = "snapclone_networks";

  /** Likewise: security group ids of all NICs together. */
  public static final String SECURITY_GROUPS = "snapclone_security_groups";

  /** Recipe: keypair name, when it is ASCII. */
  public static final String KEYPAIR = "snapclone_keypair";

  /** Recipe: availability zone, only when the cloud has several. */
  public static final String AVAILABILITY_ZONE = "snapclone_availability_zone";

  /**
   * Recipe: windows or linux; wins over os_type, which createImage inherits and does not let one
   * override.
   */
  public static final String OS = "snapclone_os";

  /** Recipe: fixed addresses, comma-separated: what a static Windows still believes to have. */
  public static final String FIXED_IPS = "snapclone_fixed_ips";

  /**
   * The data volumes that the snapshot does not hold, each as {@code ID:GIGABYTES}, listed like
   * {@link #NETWORKS}; {@code 0} when there were none.
   */
  public static final String LEFT_OUT = "snapclone_left_out";

  /**
   * On the image of a set: the volume snapshots that belong to it besides what Nova wrote on it,
   * each as {@code ID:GIGABYTES:DEVICE}, listed like {@link #NETWORKS}.
   */
  public static final String DISKS = "snapclone_disks";

  /** On a volume snapshot of a set: the id of the image that it belongs to. */
  public static final String SET = "snapclone_set";

  /**
   * When the bot deletes it, ISO 8601 in UTC, for people who look at the cloud; {@link #NONE} when
   * it stays. The bot goes by its database.
   */
  public static final String EXPIRES = "snapclone_expires";

  /** The schedule that took the snapshot; only what bears its mark is deleted by it. */
  public static final String SCHEDULE = "snapclone_schedule";

  /**
   * On a snapshot whose copy was started to see whether it boots: its own id, what was seen and
   * when, comma-separated. The id tells an inherited value apart.
   */
  public static final String VERIFIED = "snapclone_verified";

  private Marks() {}
}
