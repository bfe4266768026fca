package com.dealersync.database;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.hibernate.jpa.boot.spi.TypeContributorList;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.TimestampJdbcType;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sends times without a zone to the database unchanged. Hibernate itself would convert them to a
 * {@code java.sql.Timestamp}, a moment in the JVM's zone. A time in the hour that is skipped when
 * clocks go forward there would then become one an hour later.
 */
@Configuration(proxyBeanMethods = false)
class WallClockTimes {

  @Bean
  HibernatePropertiesCustomizer timesWithoutAZone() {
    TypeContributor contributor =
        (types, services) -> types.contributeJdbcType(new LocalDateTimes());
    return properties ->
        properties.put(
            JpaSettings.TYPE_CONTRIBUTORS, (TypeContributorList) () -> List.of(contributor));
  }

  private static final class LocalDateTimes extends TimestampJdbcType {

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> type) {
      if (type.getJavaTypeClass() != LocalDateTime.class) {
        return super.getBinder(type);
      }
      return new BasicBinder<>(type, this) {
        @Override
        protected void doBind(
            PreparedStatement statement, X value, int index, WrapperOptions options)
            throws SQLException {
          statement.setObject(index, value);
        }

        @Override
        protected void doBind(
            CallableStatement statement, X value, String name, WrapperOptions options)
            throws SQLException {
          statement.setObject(name, value);
        }
      };
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> type) {
      if (type.getJavaTypeClass() != LocalDateTime.class) {
        return super.getExtractor(type);
      }
      return new BasicExtractor<>(type, this) {
        @Override
        protected @Nullable X doExtract(ResultSet row, int index, WrapperOptions options)
            throws SQLException {
          return type.wrap(row.getObject(index, LocalDateTime.class), options);
        }

        @Override
        protected @Nullable X doExtract(
            CallableStatement statement, int index, WrapperOptions options) throws SQLException {
          return type.wrap(statement.getObject(index, LocalDateTime.class), options);
        }

        @Override
        protected @Nullable X doExtract(
            CallableStatement statement, String name, WrapperOptions options) throws SQLException {
          return type.wrap(statement.getObject(name, LocalDateTime.class), options);
        }
      };
    }
  }
}
