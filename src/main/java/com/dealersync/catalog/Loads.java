package com.dealersync.catalog;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The loads, which other applications create. */
public interface Loads extends Repository<Load, Long> {

  Optional<Load> findById(long id);
}
