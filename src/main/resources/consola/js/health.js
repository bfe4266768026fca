import { html } from './lib.js';
import { get } from './api.js';
import { millis, number, Time } from './format.js';
import { useLoad } from './hooks.js';
import { href } from './router.js';
import { Icon } from './ui/icons.js';

const EVERY = 10_000;

/** Whether the service is well, in one line. */
export function HealthStrip() {
  const { data, error } = useLoad((signal) => get('/operacion', signal), [], EVERY);
  return html`
    <section class="health" aria-label="Estado del servicio">
      <ul>
        ${error && !data
          ? html`<${Sign} tone="bad" name="Servicio">${error.message}<//>`
          : html`<${Signs} of=${data} stale=${error} />`}
      </ul>
      <a href=${href('/servicio')}>Detalle<span class="unseen"> del estado del servicio</span></a>
    </section>
  `;
}

function Signs({ of, stale }) {
  if (!of) return html`<li class="sign">Consultando el servicio…</li>`;
  const nodes = of.servidoresDeTrabajos;
  const alive = nodes?.filter((node) => node.vivo).length;
  const long = of.ejecucionesLargas;
  return html`
    <${Sign} tone=${of.redis.disponible ? 'ok' : 'bad'} name="Redis">
      ${of.redis.disponible ? millis(of.redis.ms) : 'no responde'}<//>
    <${Sign} tone=${of.baseDeDatos.disponible ? 'ok' : 'bad'} name="Base de datos">
      ${of.baseDeDatos.disponible ? millis(of.baseDeDatos.ms) : 'no responde'}<//>
    <${Sign} tone=${nodes ? (alive === 0 ? 'bad' : alive < nodes.length ? 'warn' : 'ok') : 'idle'}
      name="Nodos">${nodes ? `${alive} de ${nodes.length} vivos` : 'sin datos'}<//>
    <${Sign} tone=${long ? (long.length ? 'warn' : 'ok') : 'idle'} name="Más de 20 min">
      ${long ? (long.length ? number(long.length) : 'ninguna') : 'sin datos'}<//>
    <${Sign} tone=${of.ultimaRevision ? 'ok' : 'idle'} name="Última revisión">
      ${of.ultimaRevision ? html`<${Time} value=${of.ultimaRevision} clockOnly />` : 'aún no'}<//>
    ${stale && html`<${Sign} tone="warn" name="Datos">de hace un momento<//>`}
  `;
}

const WORDS = { ok: 'bien', warn: 'atención', bad: 'mal', idle: 'sin datos' };
const ICONS = { ok: 'ok', warn: 'warn', bad: 'bad', idle: 'none' };

const Sign = ({ tone, name, children }) => html`
  <li class=${`sign ${tone}`}>
    <${Icon} name=${ICONS[tone]} label=${WORDS[tone]} />
    <span class="sign-name">${name}</span> <span class="sign-value">${children}</span>
  </li>
`;
