import { html } from '../lib.js';
import { number, plural, Time } from '../format.js';
import { href } from '../router.js';
import { Badge } from './status.js';

/** How a load goes on by itself: rounds done and planned. */
export function Rounds({ load, children }) {
  const { iniciadas, previstas, siguiente } = load.rondas;
  return html`
    <section class="panel block" aria-labelledby="rondas">
      <div class="block-head"><h2 id="rondas">Rondas</h2>${children}</div>
      <p>${previstas === 0
        ? 'Las rondas están apagadas: lo que falta espera a una persona.'
        : html`${number(iniciadas)} de ${plural(previstas, 'ronda hecha', 'rondas hechas')} desde que una persona la inició.
            ${siguiente
              ? html` La siguiente empieza el <strong><${Time} value=${siguiente} /></strong>, para los dealers cuya falla puede haber pasado.`
              : load.sincronizada
                ? ' No hace falta otra: todos sus dealers la tienen.'
                : ' No hay otra planeada.'}`}</p>
    </section>
  `;
}

const EVENTS = {
  'ejecucion.fallida': 'La ejecución falló',
  'carga.parcial': 'La carga quedó incompleta',
  'carga.sincronizada': 'La carga quedó sincronizada',
  'ejecucion.larga': 'La ejecución tarda demasiado',
};

const STATES = {
  PENDIENTE: ['idle', 'wait', 'Por entregar'],
  ENTREGADO: ['ok', 'ok', 'Entregada'],
  FALLIDO: ['bad', 'bad', 'No se pudo entregar'],
  DESCARTADO: ['idle', 'stop', 'Descartada'],
};

/** What people were told of a load, or of one run of it. */
export function Told({ notices, of }) {
  return html`
    <section class="panel block" aria-labelledby="notificaciones">
      <h2 id="notificaciones">Notificaciones</h2>
      ${notices.length
        ? html`<ul class="told">${notices.map((notice) => html`
            <li>
              <${NoticeState} of=${notice.estado} />
              <span>${EVENTS[notice.evento] ?? notice.evento}</span>
              ${of === 'load' && html`<a href=${href(`/ejecuciones/${notice.syncControlId}`)}>Ejecución ${notice.syncControlId}</a>`}
              <span class="muted">${notice.medio === 'CORREO' ? 'por correo' : 'por webhook'},
                ${' '}<${Time} value=${notice.terminada ?? notice.momento} />${notice.intentos > 1
                  ? `, ${plural(notice.intentos, 'intento', 'intentos')}` : ''}</span>
            </li>`)}</ul>`
        : html`<p class="muted">No se ha avisado nada de ${of === 'load' ? 'esta carga' : 'esta ejecución'}.</p>`}
    </section>
  `;
}

function NoticeState({ of }) {
  const [tone, icon, word] = STATES[of] ?? ['idle', 'none', of];
  return html`<${Badge} tone=${tone} icon=${icon}>${word}<//>`;
}

const PILOTS = {
  EN_CURSO: ['run', 'run', 'Piloto en curso',
    'Sus dealers reciben el mensaje antes que los demás, que esperan a lo que ellos respondan.'],
  APROBADO: ['ok', 'ok', 'Piloto aprobado', 'A lo sumo la mitad de sus dealers lo rechazó, así que lo recibieron también los demás.'],
  RECHAZADO: ['bad', 'bad', 'Piloto rechazado', 'Más de la mitad de los dealers del piloto no aceptó el mensaje. A los demás no se les envió.'],
};

/** Who was served first in a run, and what came of it; until it is decided nobody else has a result. */
export function Pilot({ run, place }) {
  const [tone, icon, word, why] = PILOTS[run.piloto] ?? ['idle', 'none', run.piloto, ''];
  const open = run.piloto !== 'APROBADO';
  const { exitosos, fallidos } = run.dealers ?? {};
  return html`
    <section class="panel block" aria-labelledby="piloto">
      <h2 id="piloto">Piloto</h2>
      <p><${Badge} tone=${tone} icon=${icon}>${word}<//></p>
      <p>${why}</p>
      ${open && exitosos + fallidos > 0 && html`
        <p>De los ${plural(exitosos + fallidos, 'dealer del piloto', 'dealers del piloto')} con resultado,
          ${' '}<a href=${href(place, { estado: 'EXITOSO' })}>${number(exitosos)} confirmaron</a> y
          ${' '}<a href=${href(place, { estado: 'FALLIDO' })}>${number(fallidos)} fallaron</a>.</p>`}
    </section>
  `;
}
