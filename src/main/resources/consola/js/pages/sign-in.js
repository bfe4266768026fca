import { html, useState } from '../lib.js';
import { call } from '../api.js';
import { developmentToken } from '../config.js';
import { leaveToSignIn } from '../oidc.js';
import { callerOf, signIn } from '../session.js';
import { Icon } from '../ui/icons.js';
import { Refusal } from '../ui/states.js';

/** The ways to sign in that this service has. */
export function SignIn({ config, trouble }) {
  const [error, setError] = useState(trouble ? new Error(trouble) : null);
  const [busy, setBusy] = useState(false);

  const enter = async (token) => {
    setBusy(true);
    setError(null);
    try {
      const caller = callerOf(await token());
      // A token may look good and not be: better to hear it here than on every page.
      await call('/procesos', { token: caller.token });
      signIn(caller);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };

  return html`
    <div class="sign-in">
      ${error && html`<div class="state failure" role="alert"><${Icon} name="warn" />
        <div><strong>No se pudo entrar</strong><${Refusal} error=${error} /></div></div>`}
      ${config.oidc && html`
        <button type="button" class="primary wide" disabled=${busy}
          onClick=${() => leaveToSignIn(config.oidc)}>Entrar con la cuenta de la organización</button>`}
      ${config.desarrollo && html`
        <div class="sign-in-dev">
          <button type="button" class="primary wide" disabled=${busy}
            onClick=${() => enter(() => developmentToken())}>Entrar con un token de desarrollo</button>
          <button type="button" class="wide" disabled=${busy}
            onClick=${() => enter(() => developmentToken('sync.read'))}>Entrar sólo para consultar</button>
        </div>`}
      ${config.oidc || config.desarrollo
        ? html`<details><summary>Pegar un token</summary><${Paste} busy=${busy} enter=${enter} /></details>`
        : html`<${Paste} busy=${busy} enter=${enter} primary />`}
      <p class="fine">El token se queda en la memoria de esta ventana: no se guarda, y al cerrarla o
        recargarla se olvida. Con la cuenta de la organización, recargar vuelve a entrar mientras su
        sesión siga abierta.</p>
    </div>
  `;
}

function Paste({ busy, enter, primary }) {
  const [token, setToken] = useState('');
  return html`
    <form onSubmit=${(event) => {
      event.preventDefault();
      enter(async () => token);
    }}>
      <label for="token">Token de acceso (Bearer)</label>
      <input id="token" type="password" autocomplete="off" spellcheck="false" required
        value=${token} onInput=${(event) => setToken(event.target.value)} />
      <button type="submit" class=${primary ? 'primary wide' : 'wide'} disabled=${busy}>
        ${busy ? 'Comprobando…' : 'Entrar'}
      </button>
    </form>
  `;
}
