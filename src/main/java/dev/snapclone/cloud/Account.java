package dev.snapclone.cloud;

/**
 * Whom the bot is signed in as.
 *
 * @param userName the user's name
 * @param projectId the project's id
 * @param projectName the project's name
 */
public record Account(String userId, String userName, String projectId, String projectName) {}
