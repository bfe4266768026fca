import { html, useEffect } from './lib.js';
import { HealthStrip } from './health.js';
import { Notices } from './notices.js';
import { href, Page, route } from './router.js';
import { may, session, signOut } from './session.js';
import { useStore } from './store.js';
import { Audit } from './pages/audit.js';
import { History } from './pages/history.js';
import { LoadPage } from './pages/load.js';
import { Processes } from './pages/processes.js';
import { RunPage } from './pages/run.js';
import { Service } from './pages/service.js';
import { SignIn } from './pages/sign-in.js';
import { Start } from './pages/start.js';
import { Dialog } from './ui/dialog.js';
import { Mark } from './ui/icons.js';
import { Empty } from './ui/states.js';

const SECTIONS = [
  ['/', 'Procesos'],
  ['/iniciar', 'Iniciar'],
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
      ${entered && html`<${Sections} path=${place.path} /><${Caller} caller=${caller} />`}
    </header>
    ${entered && html`<${HealthStrip} />`}
    <main class="content" id="contenido" tabindex="-1">
      ${entered
        ? html`<${View} key=${place.path} place=${place} />`
        : html`<${Welcome} config=${config} trouble=${trouble} />`}
    </main>
    <${Notices} />
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
    case 'cargas':
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
      (section === '/historial' && path.startsWith('/ejecuciones')) ||
      (section === '/iniciar' && path.startsWith('/cargas'));
  return html`
    <nav class="sections" aria-label="Secciones">
      ${SECTIONS.map(([section, name]) => html`
        <a href=${href(section)} aria-current=${here(section) ? 'page' : undefined}>${name}</a>`)}
    </nav>
  `;
}

const Caller = ({ caller }) => html`
  <div class="caller">
    <span class="caller-name" title=${(caller.scopes ?? []).join(' ')}>
      ${caller.name}
      <small>${may(caller, 'sync.write') ? 'puede operar' : 'sólo lectura'}</small>
    </span>
    <button type="button" class="quiet" onClick=${signOut}>Salir</button>
  </div>
`;
