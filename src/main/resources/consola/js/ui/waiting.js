import { html } from '../lib.js';
import { ago, NONE, number, Time } from '../format.js';
import { useNow } from '../hooks.js';
import { href } from '../router.js';
import { Icon } from './icons.js';
import { PauseEnd } from './pause.js';

/** The node writes each few seconds; so much later it is dead, frozen or cut off. */
const SILENCE = 20;

const VERDICTS = {
  SIN_SENAL: ['bad', 'El nodo no da señal de vida',
    'Está detenido, congelado o sin base de datos. Si no vuelve, otro nodo continúa la ejecución.'],
  PAUSA: ['warn', 'En pausa: alguien detuvo su proceso',
    'No envía nada nuevo y conserva su lugar; continúa sola cuando termina la pausa.'],
  RED_PROPIA: ['warn', 'En pausa: falla la red de este servicio',
    'Casi ningún dealer es alcanzable. No se gastan intentos: se prueba la red cada poco y el envío sigue solo.'],
  REINTENTOS: ['warn', 'Espera reintentos', 'Todo lo que falta ya falló una vez y espera su siguiente intento.'],
  DEALERS_LENTOS: ['warn', 'Espera a dealers lentos', 'Las peticiones salieron; sus dealers tardan en contestar.'],
};

/** What a run at work waits for, as it was seen at `at`. */
export function Waiting({ run, at }) {
  const now = useNow();
  const does = run.actividad;
  if (run.status === 'PENDING') {
    return html`<${Verdict} tone="warn" what="Espera un nodo libre">
      <p>Está aceptada. Un nodo la toma en segundos; si no, vea los nodos en
        <a href=${href('/servicio')}>Servicio</a>.</p><//>`;
  }
  if (!does) {
    return html`<${Verdict} tone="idle" what="No se sabe qué hace">
      <p>Su nodo todavía no lo ha dicho.</p><//>`;
  }
  const silence = does.ultimaSenalHaceSegundos + Math.max(0, Math.round((now - at) / 1000));
  const silent = silence > SILENCE;
  const [tone, what, why] = VERDICTS[silent ? 'SIN_SENAL' : run.espera] ?? ['ok', 'Trabaja',
    'Envía y recibe respuestas.'];
  return html`
    <${Verdict} tone=${tone} what=${what}>
      <p>${why} <a href=${href('/ayuda')}>Qué hacer</a></p>
      ${!silent && run.pausa && html`<p>La pidió ${run.pausa.pausadoPor}: «${run.pausa.motivo}».
        <${PauseEnd} hasta=${run.pausa.hasta} /></p>`}
      <dl class="facts">
        <${Fact} name="Nodo">${does.nodo || NONE}<//>
        <${Fact} name="Última señal">${ago(silence * 1000)}<//>
        <${Fact} name="Ritmo">${silent ? 'no se sabe' : `${number(does.porSegundo)} webhooks/s`}<//>
        <${Fact} name="Fin estimado">${!silent && does.finEstimado ? html`<${Time} value=${does.finEstimado} clockOnly />` : 'no se sabe'}<//>
        <${Fact} name="En vuelo">${number(does.enVuelo)}<//>
        <${Fact} name="Esperan reintento">${number(does.reintentosPendientes)}<//>
        <${Fact} name="Siguiente paso">${does.siguientePaso ? html`<${Time} value=${does.siguientePaso} clockOnly />` : 'una respuesta'}<//>
        <${Fact} name="Servidores en pausa">${number(does.circuitosAbiertos)}<//>
      </dl>
      ${does.circuitos.length > 0 && html`
        <details><summary>Servidores que fallan seguido</summary><ul>
          ${does.circuitos.map((circuit) => html`<li><code class="breakable">${circuit.servidor}</code>:
            ${number(circuit.enEspera)} en espera, se prueba a las <${Time} value=${circuit.siguientePrueba} clockOnly /></li>`)}
        </ul></details>`}
    <//>
  `;
}

const ICONS = { ok: 'run', warn: 'wait', bad: 'bad', idle: 'none' };

const Verdict = ({ tone, what, children }) => html`
  <section class=${`verdict ${tone}`} aria-labelledby="que-espera">
    <h2 id="que-espera">¿Qué espera?</h2>
    <p class="verdict-what" role="status"><${Icon} name=${ICONS[tone]} /> <strong>${what}</strong></p>
    ${children}
  </section>
`;

const Fact = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
