import { expire, session } from './session.js';

const BASE = new URL(
  '../../api/v1/gm/dealer-sync/batch-sincronizacion-procesos',
  import.meta.url,
).pathname;

/** An answer that is not the one hoped for; status 0 if there was none at all. */
export class ApiError extends Error {
  constructor(message, { status = 0, data, retryAfter, correlationId } = {}) {
    super(message);
    Object.assign(this, { status, data, retryAfter, correlationId });
  }
}

/** No request may leave whoever waits for it in doubt for longer. */
const PATIENCE = 10_000;

/**
 * The raw answer, whose status is a success.
 *
 * @param patience milliseconds until the whole answer must be there
 * @param open whether it may go on for ever once it has begun
 */
export async function call(
  path,
  { method = 'GET', body, signal, headers, token = session.get().token, patience = PATIENCE, open } = {},
) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(late(method, patience)), patience);
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      signal: AbortSignal.any([limit.signal, ...(signal ? [signal] : [])]),
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
  } catch (cause) {
    clearTimeout(timer);
    if (signal?.aborted || cause instanceof ApiError) throw cause;
    throw new ApiError('No se pudo hablar con el servicio. Revise la red e intente de nuevo.');
  }
  if (open) clearTimeout(timer);
  if (answer.ok) return answer;
  if (answer.status === 401 && session.get().token === token) expire();
  throw await refusal(answer);
}

/** What the envelope holds: `data`, and the message for people. */
export async function ask(path, options) {
  const { data, message } = await (await call(path, options)).json();
  return { data, message };
}

/** `data` alone. */
export const get = async (path, signal) => (await ask(path, { signal })).data;

export const remove = (path) => ask(path, { method: 'DELETE' });

export const post = (path, body, patience) => ask(path, { method: 'POST', body, patience });

/** The part of an address after the question mark; what is empty is left out. */
export function query(params) {
  const given = Object.entries(params).filter(([, value]) => value !== '' && value != null);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/** Saves what the call answers as a file. */
export async function download(path, name) {
  const blob = await (await call(path, { open: true })).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return blob.size;
}

/** After a request that changes something, nobody knows whether it did. */
const late = (method, patience) =>
  new ApiError(
    `El servicio no respondió en ${patience / 1000} s.${method === 'GET' ? ''
      : ' No se sabe si lo hizo: mire antes de repetir.'}`,
  );

async function refusal(answer) {
  const envelope = await answer.json().catch(() => ({}));
  const retryAfter = Number(answer.headers.get('Retry-After'));
  return new ApiError(envelope.message || `El servicio respondió ${answer.status}.`, {
    status: answer.status,
    data: envelope.data,
    retryAfter: retryAfter > 0 ? retryAfter : undefined,
    correlationId: answer.headers.get('X-Correlation-Id'),
  });
}
