import { ApiError } from './api.js';

/** How to sign in here, and the zone of all times. */
export async function loadConfig() {
  const answer = await fetch(new URL('../config.json', import.meta.url), {
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null);
  if (!answer?.ok) {
    throw new ApiError('El servicio no respondió cómo iniciar sesión.', {
      status: answer?.status,
      correlationId: answer?.headers.get('X-Correlation-Id'),
    });
  }
  return answer.json();
}

/** A token of the development start, for whoever asks. */
export async function developmentToken(scope) {
  const address = new URL('../../dev/token', import.meta.url);
  if (scope) address.searchParams.set('scope', scope);
  const answer = await fetch(address);
  if (!answer.ok) throw new ApiError('Este servicio no regala tokens.', { status: answer.status });
  return (await answer.json()).token;
}
