package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/**
 * An address of an instance as Nova lists it.
 *
 * @param network the network's name
 * @param version 4 or 6
 * @param mac the port's hardware address, null when unknown
 * @param floating whether it is a floating IP; fixed otherwise
 */
public record Address(
    String network, String ip, int version, @Nullable String mac, boolean floating) {}
