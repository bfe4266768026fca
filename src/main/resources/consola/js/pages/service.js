import { html } from '../lib.js';
import { get } from '../api.js';
import { millis, NONE, number, plural, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { href, Page } from '../router.js';
import { Empty, Loaded } from '../ui/states.js';
import { Badge } from '../ui/status.js';
import { Table } from '../ui/table.js';

const NODES = [
  {
    title: 'Nodo',
    className: 'long',
    cell: (node) => html`${node.nodo}${node.esteNodo && html` <span class="muted">(el que responde)</span>`}`,
  },
  {
    title: 'Estado',
    cell: (node) => node.vivo
      ? html`<${Badge} tone="ok" icon="ok">Vivo<//>`
      : html`<${Badge} tone="bad" icon="bad">Sin latido<//>`,
  },
  { title: 'Desde', cell: (node) => html`<${Time} value=${node.desde} />` },
  { title: 'Último latido', cell: (node) => html`<${Time} value=${node.ultimoLatido} since=${node.desde} />` },
];

const LONG_RUNS = [
  {
    title: 'Ejecución',
    cell: (run) => html`<a href=${href(`/ejecuciones/${run.syncControlId}`)}>${run.syncControlId}</a>`,
  },
  { title: 'Proceso', cell: (run) => run.processType },
  { title: 'Carga', className: 'long', cell: (run) => run.idCarga },
  { title: 'Minutos', className: 'num', cell: (run) => number(run.minutos) },
];

/** What the service depends on, and who does its work. */
export function Service() {
  const service = useLoad((signal) => get('/operacion', signal), [], 10_000);
  return html`
    <${Page} title="Servicio">
      <${Loaded} from=${service} what="No se pudo consultar el servicio">
        ${(of) => html`
          <dl class="tiles">
            <${Dependency} name="Redis" of=${of.redis} without="no se aceptan sincronizaciones" />
            <${Dependency} name="Base de datos" of=${of.baseDeDatos} without="nada avanza" />
            <div class="tile"><dt>Última revisión del vigilante</dt>
              <dd>${of.ultimaRevision ? html`<${Time} value=${of.ultimaRevision} clockOnly />` : 'aún no'}</dd></div>
            <div class="tile"><dt>Versión</dt><dd>${of.version ?? NONE}</dd></div>
          </dl>
          <section class="block" aria-labelledby="nodos">
            <h2 id="nodos">Servidores de trabajos</h2>
            ${!of.servidoresDeTrabajos
              ? html`<${Empty}>Sin datos mientras la base de datos no responda.<//>`
              : of.servidoresDeTrabajos.length
                ? html`<${Table} caption="Servidores de trabajos" columns=${NODES}
                    rows=${of.servidoresDeTrabajos} keyOf=${(node) => node.nodo + node.desde} />`
                : html`<${Empty}>Ninguno: lo aceptado espera a que arranque un nodo.<//>`}
          </section>
          <section class="block" aria-labelledby="largas">
            <h2 id="largas">Ejecuciones de más de 20 minutos</h2>
            ${!of.ejecucionesLargas
              ? html`<${Empty}>Sin datos mientras la base de datos no responda.<//>`
              : of.ejecucionesLargas.length
                ? html`<${Table} caption=${plural(of.ejecucionesLargas.length, 'ejecución', 'ejecuciones')}
                    columns=${LONG_RUNS} rows=${of.ejecucionesLargas} keyOf=${(run) => run.syncControlId} />`
                : html`<${Empty}>Ninguna.<//>`}
          </section>`}
      <//>
    <//>
  `;
}

const Dependency = ({ name, of, without }) => html`
  <div class="tile">
    <dt>${name}</dt>
    <dd>${of.disponible
      ? html`<${Badge} tone="ok" icon="ok">Responde<//> <span class="muted">${millis(of.ms)}</span>`
      : html`<${Badge} tone="bad" icon="bad">${of.motivo ? `Se niega: ${of.motivo}` : 'No responde'}<//>
          <span class="muted">${without}</span>`}</dd>
  </div>
`;
