package dev.snapclone.job.engine;

import dev.snapclone.job.Creation;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Steps.Undo;

/**
 * Something that a job made or may have made, and its undo.
 *
 * @param key the creating step's key
 * @param type the type of the journaled result
 * @param creation how to find and discard it
 * @param undo removes it
 */
record Undoable<T>(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
  void undo(Json json, String made, Steps steps) {
    undo.undo(json.read(made, type), steps);
  }

  ResourceRef describe(Json json, String made) {
    return creation.describe(json.read(made, type));
  }
}
