package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.WireJson;

/** The error format of each service. */
enum ErrorShape {
  NOVA,
  CINDER,
  GLANCE,
  NEUTRON,
  KEYSTONE;

  HttpAnswer of(ApiError error) {
    return of(error.status(), error.type(), error.text());
  }

  private HttpAnswer of(int status, String type, String message) {
    ObjectNode body = WireJson.object();
    switch (this) {
      case NOVA, CINDER -> {
        ObjectNode fault = body.putObject(faultKey(status)).put("code", status);
        fault.put("message", message);
        if (status == 413) {
          fault.put("retryAfter", "0");
          return HttpAnswer.json(status, body).with("Retry-After", "0");
        }
      }
      case GLANCE -> {
        body.put(
            "message",
            message.contains("<br />") ? message + "\n\n" : message + "<br /><br />\n\n\n");
        body.put("code", status + " " + title(status));
        body.put("title", title(status));
      }
      case NEUTRON ->
          body.putObject("NeutronError")
              .put("type", type.isEmpty() ? "HTTP" + title(status).replace(" ", "") : type)
              .put("message", message)
              .put("detail", "");
      case KEYSTONE ->
          body.putObject("error")
              .put("code", status)
              .put("message", message)
              .put("title", title(status));
    }
    return HttpAnswer.json(status, body);
  }

  private static String faultKey(int status) {
    return switch (status) {
      case 400 -> "badRequest";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "itemNotFound";
      case 405 -> "badMethod";
      case 409 -> "conflictingRequest";
      case 413 -> "overLimit";
      default -> "computeFault";
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Request Entity Too Large";
      case 415 -> "Unsupported Media Type";
      default -> "Internal Server Error";
    };
  }

  /** The answer for an unknown path. */
  HttpAnswer noRoute() {
    return switch (this) {
      case NOVA, CINDER, GLANCE -> GLANCE.of(404, "", "The resource could not be found.");
      case NEUTRON -> NEUTRON.of(404, "HTTPNotFound", "The resource could not be found.");
      case KEYSTONE ->
          HttpAnswer.html(
              404,
              """
              <!doctype html>
              <html lang=en>
              <title>404 Not Found</title>
              <h1>Not Found</h1>
              """);
    };
  }

  /** The answer for an invalid token: keystonemiddleware's, except for Glance. */
  HttpAnswer unauthorized(String authUrl) {
    HttpAnswer answer;
    if (this == GLANCE) {
      answer =
          GLANCE.of(
              401,
              "",
              "This server could not verify that you are authorized to access the document you"
                  + " requested. Either you supplied the wrong credentials (e.g., bad password), or"
                  + " your browser does not understand how to supply the credentials required.");
    } else {
      answer = KEYSTONE.of(401, "", "The request you have made requires authentication.");
    }
    return answer.with("WWW-Authenticate", "Keystone uri=\"" + authUrl + "\"");
  }
}
