import { callerOf, signIn } from './session.js';

/** What has to survive the way to the provider and back; no token ever does. */
const ON_THE_WAY = 'dealer-sync.oidc';

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

const redirectUri = () => new URL('../', import.meta.url).href;

/** That somebody has signed in at the provider from this window; what it knows stays there. */
const ENTERED = 'dealer-sync.entered';

/** Whether the provider may still know whoever reloads the page, so that nobody need be asked. */
export const mayComeBack = (provider) =>
  Boolean(provider) && sessionStorage.getItem(ENTERED) !== null && !location.search;

/** The provider is not asked again by itself. */
export const forgetProvider = () => sessionStorage.removeItem(ENTERED);

/**
 * Leaves for the provider: authorization code with PKCE (RFC 7636), as a public client.
 *
 * @param silent whether it is to send us back at once also if it would have to ask somebody
 */
export async function leaveToSignIn({ autorizacion, clientId, scope }, silent = false) {
  forgetProvider();
  const verifier = random();
  const state = random();
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  sessionStorage.setItem(ON_THE_WAY, JSON.stringify({ verifier, state, silent, place: location.hash }));
  const address = new URL(autorizacion);
  Object.entries({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope,
    state,
    code_challenge: base64url(challenge),
    code_challenge_method: 'S256',
    ...(silent && { prompt: 'none' }),
  }).forEach(([name, value]) => address.searchParams.set(name, value));
  location.assign(address);
}

/**
 * Back from the provider, if that is where we come from: signs in and goes on at the old place.
 *
 * @return what went wrong, for people; null if nothing did
 */
export async function finishSignIn(provider) {
  const answer = new URLSearchParams(location.search);
  const begun = JSON.parse(sessionStorage.getItem(ON_THE_WAY) ?? 'null');
  if (!provider || !(answer.has('code') || answer.has('error'))) return null;
  sessionStorage.removeItem(ON_THE_WAY);
  // Before anything can fail: a code is not for the history.
  history.replaceState(null, '', location.pathname + (begun?.place ?? ''));
  dispatchEvent(new HashChangeEvent('hashchange'));
  if (!begun || begun.state !== answer.get('state')) {
    return 'Esa respuesta no corresponde a un inicio de sesión de esta ventana. Inicie de nuevo.';
  }
  if (answer.has('error') && begun.silent) return null;
  if (answer.has('error')) {
    return `El proveedor no dejó entrar: ${answer.get('error_description') ?? answer.get('error')}.`;
  }
  try {
    signIn(callerOf(await exchange(provider, answer.get('code'), begun.verifier)));
    sessionStorage.setItem(ENTERED, '');
    return null;
  } catch (error) {
    return `No se pudo completar el inicio de sesión. ${error.message}`;
  }
}

async function exchange({ token, clientId }, code, verifier) {
  const answer = await fetch(token, {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri(),
      code,
      code_verifier: verifier,
    }),
  }).catch(() => null);
  const body = await answer?.json().catch(() => null);
  if (!answer?.ok || !body?.access_token) {
    throw new Error(body?.error_description ?? 'El proveedor no entregó un token.');
  }
  return body.access_token;
}
