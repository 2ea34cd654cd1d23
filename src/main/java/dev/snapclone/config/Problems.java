package dev.snapclone.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, so that they are reported together. */
final class Problems {
  private final List<ConfigProblem> all = new ArrayList<>();

  void add(String origin, String what, String fix) {
    ConfigProblem problem = new ConfigProblem(origin, what, fix);
    if (!all.contains(problem)) {
      all.add(problem);
    }
  }

  int count() {
    return all.size();
  }

  List<ConfigProblem> all() {
    return List.copyOf(all);
  }
}
