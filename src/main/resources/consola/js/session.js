import { store } from './store.js';

const NOBODY = { token: null, expired: false, name: null, scopes: null, expiresAt: null };
/** setTimeout counts in 32 bits. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Who is signed in. It lives in memory only: a reload of the page forgets it. */
export const session = store(NOBODY);

let timer;

/**
 * Who a token speaks for.
 *
 * @throws Error if that is not a token that could be good now
 */
export function callerOf(pasted) {
  const token = pasted.trim().replace(/^Bearer\s+/i, '');
  const claims = read(token);
  const expiresAt = claims.exp ? claims.exp * 1000 : null;
  if (expiresAt && expiresAt <= Date.now()) {
    throw new Error('El token ya venció. Consiga uno nuevo.');
  }
  const scope = claims.scope ?? claims.scp;
  return {
    token,
    expired: false,
    name: claims.preferred_username || claims.sub || 'sin nombre',
    scopes: Array.isArray(scope) ? scope : String(scope ?? '').split(/\s+/),
    expiresAt,
  };
}

export function signIn(caller) {
  clearTimeout(timer);
  if (caller.expiresAt) {
    timer = setTimeout(expire, Math.min(caller.expiresAt - Date.now(), LONGEST_TIMER));
  }
  session.set(caller);
}

export function signOut() {
  clearTimeout(timer);
  session.set(NOBODY);
}

/** The token counts no more; what is on the screen stays, and whoever signs in goes on there. */
export function expire() {
  session.set((now) => (now.token ? { ...now, token: null, expired: true } : now));
}

export const may = (now, scope) => now.scopes?.includes(scope) ?? false;

function read(token) {
  try {
    const [, payload] = token.split('.');
    const bytes = Uint8Array.from(
      atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
      (char) => char.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error('Eso no es un token: son tres partes separadas por puntos, sin comillas.');
  }
}
