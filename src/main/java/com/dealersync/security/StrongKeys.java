package com.dealersync.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies signatures only with keys that are long enough. */
final class StrongKeys implements JWSVerifierFactory {

  /** RFC 7518, section 3.3. The curves of its section 3.4 have 256 bits at least. */
  private static final int RSA_BITS = 2048;

  private final JWSVerifierFactory verifiers;

  StrongKeys(JWSVerifierFactory verifiers) {
    this.verifiers = verifiers;
  }

  /** Null for a short key, which then verifies nothing. */
  @Override
  public @Nullable JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
    return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < RSA_BITS
        ? null
        : verifiers.createJWSVerifier(header, key);
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return verifiers.supportedJWSAlgorithms();
  }

  @Override
  public JCAContext getJCAContext() {
    return verifiers.getJCAContext();
  }
}
