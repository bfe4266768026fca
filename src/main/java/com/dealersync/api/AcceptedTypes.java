package com.dealersync.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * What a caller accepts, whatever charset it would like: JSON has none to choose (RFC 8259, section
 * 8.1), and one that cannot be written would be found out too late to be refused.
 */
final class AcceptedTypes implements ContentNegotiationStrategy {

  private static final String CHARSET = "charset";

  private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    List<MediaType> types = new ArrayList<>(header.resolveMediaTypes(request));
    types.replaceAll(AcceptedTypes::withoutCharset);
    return types;
  }

  private static MediaType withoutCharset(MediaType type) {
    if (type.getParameter(CHARSET) == null) {
      return type;
    }
    Map<String, String> parameters = new LinkedHashMap<>(type.getParameters());
    parameters.remove(CHARSET);
    return new MediaType(type.getType(), type.getSubtype(), parameters);
  }
}
