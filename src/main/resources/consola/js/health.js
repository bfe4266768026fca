import { html, useEffect, useState } from './lib.js';
import { get } from './api.js';
import { millis, number, Time, zoneName } from './format.js';
import { useLoad, useNow } from './hooks.js';
import { href } from './router.js';
import { Age, isKnown } from './ui/age.js';
import { Icon } from './ui/icons.js';

const EVERY = 10_000;

/** Whether the service is well, in one line; folded where there is room for little. */
export function HealthStrip() {
  const asked = useLoad((signal) => get('/operacion', signal), [], EVERY);
  const now = useNow();
  const known = isKnown(asked, EVERY, now);
  const signs = asked.data ? signsOf(asked.data) : [];
  const worst = !known ? 'idle' : ['bad', 'warn', 'idle'].find((tone) => signs.some((sign) => sign[0] === tone)) ?? 'ok';
  const wide = useWide();
  const head = html`
    <span class="health-head">
      <${Icon} name=${ICONS[worst]} label=${WORDS[worst]} />
      <strong role="status">${known ? SAID[worst] : asked.data || asked.error ? 'No se sabe cómo está el servicio' : 'Consultando el servicio…'}</strong>
      ${asked.at && html` <${Age} at=${asked.at} />`}
    </span>`;
  const all = html`
    <ul>
      ${asked.error && html`<${Sign} tone="bad" name="Servicio">${asked.error.message}<//>`}
      ${signs.map(([tone, name, value]) => html`
        <${Sign} tone=${known ? tone : 'idle'} name=${name}>${known ? value : 'no se sabe'}<//>`)}
      <li class="sign"><span class="sign-name">Horas de</span> <span class="sign-value">${zoneName()}</span></li>
    </ul>`;
  return html`
    <section class="health" aria-label="Estado del servicio">
      ${wide ? html`${head}${all}` : html`<details><summary>${head}</summary>${all}</details>`}
      <a href=${href('/servicio')}>Detalle<span class="unseen"> del estado del servicio</span></a>
    </section>
  `;
}

const SAID = { ok: 'Servicio bien', warn: 'El servicio pide atención', bad: 'El servicio está mal', idle: 'Faltan datos del servicio' };

function signsOf(of) {
  const nodes = of.servidoresDeTrabajos;
  const alive = nodes?.filter((node) => node.vivo).length;
  const long = of.ejecucionesLargas;
  const dependency = (name, { disponible, ms }) =>
    [disponible ? 'ok' : 'bad', name, disponible ? millis(ms) : 'no responde'];
  return [
    dependency('Redis', of.redis),
    dependency('Base de datos', of.baseDeDatos),
    [nodes ? (alive === 0 ? 'bad' : alive < nodes.length ? 'warn' : 'ok') : 'idle', 'Nodos',
      nodes ? `${alive} de ${nodes.length} vivos` : 'sin datos'],
    [long ? (long.length ? 'warn' : 'ok') : 'idle', 'Más de 20 min',
      long ? (long.length ? number(long.length) : 'ninguna') : 'sin datos'],
    [of.ultimaRevision ? 'ok' : 'idle', 'Última revisión',
      of.ultimaRevision ? html`<${Time} value=${of.ultimaRevision} clockOnly />` : 'aún no'],
  ];
}

const DESK = matchMedia('(min-width: 761px)');

function useWide() {
  const [wide, setWide] = useState(DESK.matches);
  useEffect(() => {
    const changed = () => setWide(DESK.matches);
    DESK.addEventListener('change', changed);
    return () => DESK.removeEventListener('change', changed);
  }, []);
  return wide;
}

const WORDS = { ok: 'bien', warn: 'atención', bad: 'mal', idle: 'sin datos' };
const ICONS = { ok: 'ok', warn: 'warn', bad: 'bad', idle: 'none' };

const Sign = ({ tone, name, children }) => html`
  <li class=${`sign ${tone}`}>
    <${Icon} name=${ICONS[tone]} label=${WORDS[tone]} />
    <span class="sign-name">${name}</span> <span class="sign-value">${children}</span>
  </li>
`;
