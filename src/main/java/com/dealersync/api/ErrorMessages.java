package com.dealersync.api;

import org.springframework.http.HttpStatusCode;

/** What people are told where an error has no more to say than its status. */
final class ErrorMessages {

  private ErrorMessages() {}

  static String of(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> "La petición no es válida.";
      case 401 -> "Se requiere un token de acceso válido.";
      case 403 -> "El token no tiene el permiso (scope) necesario.";
      case 404 -> "La ruta solicitada no existe.";
      case 405 -> "El método HTTP no está permitido en esta ruta.";
      case 406 -> "Esta API responde solamente application/json.";
      case 413 -> "El cuerpo de la petición supera el máximo de 128 kB.";
      case 415 -> "El cuerpo de la petición debe ser application/json.";
      case 429 -> "Demasiadas peticiones. Intente nuevamente más tarde.";
      case 431 -> "Las cabeceras de la petición son demasiado grandes.";
      case 503 -> "El servicio no está disponible. Intente nuevamente más tarde.";
      case 505 -> "La versión de HTTP no es compatible.";
      default -> status.is4xxClientError() ? "La petición no puede atenderse." : "Error interno.";
    };
  }
}
