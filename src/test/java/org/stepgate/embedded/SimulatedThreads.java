package org.stepgate.embedded;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Virtual threads that run on nothing but an executor of the caller: whenever one can go on, the
/// executor gets it as one action, which returns when the thread waits or ends. So who runs next is
/// for the caller to say.
///
/// The JDK has no public way to do this: tests and `scripts/chaos` open `java.lang` for it.
final class SimulatedThreads {
  private static final Method NEW_THREAD = newThread();

  private SimulatedThreads() {}

  static ThreadFactory on(Executor executor) {
    return action -> {
      try {
        return (Thread) NEW_THREAD.invoke(null, executor, "simulated", 0, action);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this JDK makes no such threads", e);
      }
    };
  }

  private static Method newThread() {
    try {
      Method method =
          Class.forName("java.lang.ThreadBuilders")
              .getDeclaredMethod(
                  "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK makes no such threads", e);
    }
  }
}
