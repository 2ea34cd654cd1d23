package dev.snapclone.sandbox.openstack;

/** A refused request; each service writes the error in its own format. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  ApiError(int status, String message) {
    this(status, "", message);
  }

  /**
   * @param type Neutron's name of the error; empty for other services
   */
  ApiError(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static ApiError badRequest(String message) {
    return new ApiError(400, message);
  }

  static ApiError forbidden(String message) {
    return new ApiError(403, message);
  }

  static ApiError notFound(String message) {
    return new ApiError(404, message);
  }

  static ApiError conflict(String message) {
    return new ApiError(409, message);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
