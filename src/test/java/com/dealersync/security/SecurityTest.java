package com.dealersync.security;

import com.dealersync.DealerSyncApplication;
import com.dealersync.testing.TestEnvironment;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/** The whole service, but on one database only: who may call does not depend on it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = DealerSyncApplication.class,
    properties = {"server.address=127.0.0.1", "jobrunr.background-job-server.enabled=false"})
@ContextConfiguration(initializers = TestEnvironment.class)
@interface SecurityTest {}
