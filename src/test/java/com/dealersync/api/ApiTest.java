package com.dealersync.api;

import com.dealersync.testing.IntegrationTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The service on a free port at 2025-01-07T10:30:00, without a job server, so that an accepted run
 * stays as it was accepted.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@IntegrationTest
@Import(ApiTestConfiguration.class)
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
@interface ApiTest {}
