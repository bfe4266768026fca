package com.dealersync.api;

/** A request's body is longer than {@link BodyLimitFilter} lets through. */
class BodyTooLargeException extends RuntimeException {}
