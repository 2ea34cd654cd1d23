package dev.snapclone.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets the process die once, at a call of something that outlives it. */
final class Killer {
  private final int at;
  private final boolean afterwards;
  private int calls;

  /**
   * @param at which call, from 1; 0 for none
   * @param afterwards when the call has been carried out, instead of before
   */
  Killer(int at, boolean afterwards) {
    this.at = at;
    this.afterwards = afterwards;
  }

  /** The process is gone. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String call) {
      super("died at " + call, null, false, false);
    }
  }

  /** How many calls there were. */
  int calls() {
    return calls;
  }

  /** The same, with the killer beside it. */
  <T> T near(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              boolean now = ++calls == at;
              if (now && !afterwards) {
                throw new Death(method.getName());
              }
              try {
                Object answer = method.invoke(real, args);
                if (now) {
                  throw new Death(method.getName());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Does something; whether the process is still there. */
  boolean survived(Runnable work) {
    try {
      work.run();
      return true;
    } catch (Death e) {
      return false;
    }
  }
}
