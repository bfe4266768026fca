package com.dealersync.catalog;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The loads that other applications made. */
public interface Loads extends Repository<Load, Long> {

  Optional<Load> findById(long id);
}
