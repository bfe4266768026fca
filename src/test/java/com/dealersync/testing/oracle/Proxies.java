package com.dealersync.testing.oracle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Objects of JDBC's interfaces that answer in their own way. */
final class Proxies {

  private Proxies() {}

  /** An object equal to nothing but itself, whatever the handler does. */
  static <T> T of(Class<T> type, InvocationHandler handler) {
    InvocationHandler withIdentity =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> handler.invoke(proxy, method, arguments);
            };
    return type.cast(
        Proxy.newProxyInstance(
            Proxies.class.getClassLoader(), new Class<?>[] {type}, withIdentity));
  }

  /** Calls the method on another object, which throws what it throws. */
  static @Nullable Object call(Method method, Object on, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
