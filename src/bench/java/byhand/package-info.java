/** The bare Spring Boot application that the benchmark holds the service against. */
package byhand;
