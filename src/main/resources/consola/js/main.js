import { html, render, useEffect } from './lib.js';
import { finishSignIn, leaveToSignIn, mayComeBack } from './oidc.js';
import { loadConfig } from './config.js';
import { setZone } from './format.js';
import { Shell } from './shell.js';
import { Failure } from './ui/states.js';

const root = document.getElementById('consola');

function Broken({ error }) {
  useEffect(() => {
    document.title = 'Error · Consola · dealer-sync';
  }, []);
  return html`
    <main class="content lone">
      <${Failure} what="La consola no pudo arrancar" error=${error} retry=${() => location.reload()} />
    </main>
  `;
}

async function start() {
  try {
    const config = await loadConfig();
    setZone(config.zona);
    if (mayComeBack(config.oidc)) {
      await leaveToSignIn(config.oidc, true);
      return;
    }
    const trouble = await finishSignIn(config.oidc);
    root.replaceChildren();
    render(html`<${Shell} config=${config} trouble=${trouble} />`, root);
  } catch (error) {
    root.replaceChildren();
    render(html`<${Broken} error=${error} />`, root);
  }
}

start();
