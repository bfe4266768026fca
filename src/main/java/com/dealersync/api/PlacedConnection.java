package com.dealersync.api;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection that gives the place of its request back when it is closed, once. */
final class PlacedConnection implements InvocationHandler {

  private final Connection connection;
  private final Semaphore places;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PlacedConnection(Connection connection, Semaphore places) {
    this.connection = connection;
    this.places = places;
  }

  static Connection of(Connection connection, Semaphore places) {
    return (Connection)
        Proxy.newProxyInstance(
            PlacedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new PlacedConnection(connection, places));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.getName().equals("equals") && arguments != null
          ? proxy == arguments[0]
          : method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    } finally {
      if (method.getName().equals("close") && closed.compareAndSet(false, true)) {
        places.release();
      }
    }
  }
}
