/**
 * The double of Oracle: what the tests on H2 run against. Where no Oracle runs its driver does, and
 * what the driver makes of a statement is half of what can go wrong.
 *
 * <p>{@link com.dealersync.testing.oracle.OracleDouble} stands under the connection pool, over H2
 * in its Oracle mode, and answers as ojdbc to Oracle 19c would. By ojdbc's own classes: which types
 * can be sent and read ({@code Ojdbc}), which types it finds for parameters, the {@code oracle.sql}
 * values, the exceptions and states of error codes. By us: which of Oracle's codes belongs to a
 * refusal of H2, and its text, which is Spanish until the session asks for English; the names and
 * versions that Spring and others ask for; what a column of H2 would be on Oracle, where a DATE is
 * H2's TIMESTAMP(0).
 *
 * <p>Every statement must be in Oracle's grammar. Those of the service are also held to {@link
 * com.dealersync.testing.oracle.StatementRules}; a test fails during which one was broken, and what
 * was seen is in {@code target/oracle/statements-*.md}.
 *
 * <p>Only a server can settle what remains: how it converts and compares values of two types (an
 * untyped null inside COALESCE is ORA-00932 there), its plans, locks, isolation and undo, its
 * limits of sizes beyond lengths in bytes, its privileges, its sorting by language, what a broken
 * network looks like, and the text that it gives its errors. JobRunr's tables are in an H2 database
 * of their own without the double, as its SQL for Oracle does not run on H2; Flyway's connection is
 * H2's own, as its bookkeeping is in H2's dialect; Hibernate is told by settings that it writes for
 * Oracle 19.
 */
@NullMarked
package com.dealersync.testing.oracle;

import org.jspecify.annotations.NullMarked;
