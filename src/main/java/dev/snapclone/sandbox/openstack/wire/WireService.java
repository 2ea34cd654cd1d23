package dev.snapclone.sandbox.openstack.wire;

/** One of OpenStack's services: answers the requests under its prefix. */
@FunctionalInterface
public interface WireService {
  /**
   * Answers a request.
   *
   * @param call the request; its path is without the service's prefix
   */
  ServiceReply answer(Call call);
}
