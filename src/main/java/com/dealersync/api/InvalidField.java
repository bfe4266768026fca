package com.dealersync.api;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;

/**
 * What is wrong with a field or a parameter.
 *
 * @param campo its name
 * @param mensaje the rule that it breaks
 */
record InvalidField(String campo, String mensaje) {

  static List<InvalidField> of(List<FieldError> errors) {
    return errors.stream()
        .map(error -> new InvalidField(error.getField(), rule(error)))
        .sorted(Comparator.comparing(InvalidField::campo))
        .toList();
  }

  /** Where the body is JSON, but a field holds something of another type. */
  static List<InvalidField> of(HttpMessageNotReadableException e) {
    return e.getCause() instanceof MismatchedInputException mismatch
        ? mismatch.getPath().stream()
            .map(Reference::getFieldName)
            .filter(Objects::nonNull)
            .limit(1)
            .map(field -> new InvalidField(field, type(mismatch.getTargetType())))
            .toList()
        : List.of();
  }

  private static String type(@Nullable Class<?> wanted) {
    return wanted == Boolean.class ? rule(wanted) : "debe ser un texto";
  }

  static List<InvalidField> of(TypeMismatchException e) {
    String name = e.getPropertyName();
    return List.of(new InvalidField(name == null ? "" : name, rule(e.getRequiredType())));
  }

  private static String rule(FieldError error) {
    String message = error.getDefaultMessage();
    if (error.contains(TypeMismatchException.class)) {
      return rule(error.unwrap(TypeMismatchException.class).getRequiredType());
    }
    return error.isBindingFailure() || message == null ? rule(Integer.class) : message;
  }

  private static String rule(@Nullable Class<?> wanted) {
    if (wanted == Boolean.class) {
      return "debe ser true o false";
    }
    return wanted != null && wanted.isEnum()
        ? Arrays.stream(wanted.getEnumConstants())
            .map(Object::toString)
            .collect(Collectors.joining(", ", "debe ser uno de: ", ""))
        : "debe ser un número entero";
  }
}
