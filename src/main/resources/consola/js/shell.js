import { html, useEffect, useState } from './lib.js';
import { HealthStrip } from './health.js';
import { Notices } from './notices.js';
import { forgetProvider } from './oidc.js';
import { go, href, Page, route } from './router.js';
import { may, session, signOut } from './session.js';
import { useStore } from './store.js';
import { Audit } from './pages/audit.js';
import { DealerPage } from './pages/dealer.js';
import { Directory } from './pages/directory.js';
import { Help } from './pages/help.js';
import { History } from './pages/history.js';
import { LoadPage } from './pages/load.js';
import { LoadsPage } from './pages/loads.js';
import { Processes } from './pages/processes.js';
import { RunPage } from './pages/run.js';
import { Service } from './pages/service.js';
import { SignIn } from './pages/sign-in.js';
import { Start } from './pages/start.js';
import { Dialog } from './ui/dialog.js';
import { Icon, Mark } from './ui/icons.js';
import { Empty } from './ui/states.js';

const SECTIONS = [
  ['/', 'Procesos'],
  ['/iniciar', 'Iniciar'],
  ['/cargas', 'Cargas'],
  ['/dealers', 'Dealers'],
  ['/historial', 'Historial'],
  ['/auditoria', 'Auditoría'],
  ['/servicio', 'Servicio'],
];

/** What is around every page. */
export function Shell({ config, trouble }) {
  const caller = useStore(session);
  const place = useStore(route);
  const entered = caller.token || caller.expired;
  return html`
    <a class="skip" href="#contenido" onClick=${(event) => {
      event.preventDefault();
      document.getElementById('contenido').focus();
    }}>Saltar al contenido</a>
    <header class="top">
      <a class="brand" href=${href('/')}><${Mark} /><span>dealer-sync</span></a>
      ${entered && html`<${Sections} path=${place.path} /><${FindDealer} /><${Caller} caller=${caller} />`}
    </header>
    ${entered && html`<${HealthStrip} />`}
    <${Notices} />
    <main class="content" id="contenido" tabindex="-1">
      ${entered
        ? html`<${View} key=${place.path} place=${place} />`
        : html`<${Welcome} config=${config} trouble=${trouble} />`}
    </main>
    ${caller.expired && html`
      <${Dialog} title="Su sesión terminó">
        <p>El token venció o ya no es válido. Entre de nuevo para seguir donde estaba.</p>
        <${SignIn} config=${config} />
      <//>`}
  `;
}

function Welcome({ config, trouble }) {
  useEffect(() => {
    document.title = 'Entrar · Consola · dealer-sync';
  }, []);
  return html`
    <section class="welcome" aria-labelledby="entrar">
      <h1 id="entrar">Consola de operación</h1>
      <p>Sincronización de catálogos con los dealers: qué corre, qué falló y por qué.</p>
      <${SignIn} config=${config} trouble=${trouble} />
    </section>
  `;
}

function View({ place: { parts, params } }) {
  const [section = '', id] = parts;
  switch (section) {
    case '':
      return html`<${Processes} />`;
    case 'iniciar':
      return html`<${Start} params=${params} />`;
    case 'historial':
      return html`<${History} params=${params} />`;
    case 'auditoria':
      return html`<${Audit} params=${params} />`;
    case 'servicio':
      return html`<${Service} />`;
    case 'ejecuciones':
      if (/^\d{1,15}$/.test(id)) return html`<${RunPage} id=${Number(id)} params=${params} />`;
      return html`<${Nowhere} />`;
    case 'ayuda':
      return html`<${Help} />`;
    case 'dealers':
      return id ? html`<${DealerPage} bac=${decodeURIComponent(id)} params=${params} />` : html`<${Directory} params=${params} />`;
    case 'cargas':
      if (id === undefined) return html`<${LoadsPage} params=${params} />`;
      if (/^\d{1,18}$/.test(id)) return html`<${LoadPage} id=${id} params=${params} />`;
      return html`<${Nowhere} />`;
    default:
      return html`<${Nowhere} />`;
  }
}

const Nowhere = () => html`
  <${Page} title="Esa página no existe">
    <${Empty}>Vuelva a <a href=${href('/')}>los procesos</a>.<//>
  <//>
`;

function Sections({ path }) {
  const here = (section) =>
    section === '/' ? path === '/' : path.startsWith(section) ||
      (section === '/historial' && path.startsWith('/ejecuciones'));
  return html`
    <nav class="sections" aria-label="Secciones">
      ${SECTIONS.map(([section, name]) => html`
        <a href=${href(section)} aria-current=${here(section) ? 'page' : undefined}>${name}</a>`)}
    </nav>
  `;
}

/** From any page: who is on the phone? */
function FindDealer() {
  const [text, setText] = useState('');
  return html`
    <form class="find" role="search" aria-label="Buscar un dealer" onSubmit=${(event) => {
      event.preventDefault();
      go('/dealers', { buscar: text.trim() });
      setText('');
    }}>
      <label class="unseen" for="find">BAC, nombre o servidor de un dealer</label>
      <input id="find" type="search" placeholder="Buscar dealer" maxlength="100" autocomplete="off"
        value=${text} onInput=${(event) => setText(event.target.value)} />
      <button type="submit" class="icon-only"><${Icon} name="search" label="Buscar" /></button>
    </form>
  `;
}

const Caller = ({ caller }) => html`
  <div class="caller">
    <span class="caller-name" title=${(caller.scopes ?? []).join(' ')}>
      ${caller.name}
      <small>${may(caller, 'sync.write') ? 'puede operar' : 'sólo lectura'}</small>
    </span>
    <button type="button" class="quiet" onClick=${() => {
      forgetProvider();
      signOut();
    }}>Salir</button>
  </div>
`;
