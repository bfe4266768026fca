import { html } from '../lib.js';
import { number, plural } from '../format.js';

/** How far a run is: what succeeded, what failed and what was not sent, of all dealers. */
export function Progress({ run, label = 'Avance de la ejecución' }) {
  const { totales = 0, exitosos = 0, fallidos = 0 } = run.dealers ?? {};
  // Of dealers, as the bar and its words, and not of webhooks, which stand for several of them.
  const done = totales ? Math.floor((100 * (exitosos + fallidos)) / totales) : run.status === 'COMPLETED' ? 100 : 0;
  return html`<${Shares} of=${run.dealers ?? {}} done=${done} label=${label} none="Todavía no ha empezado" />`;
}

/** How dealers stand, as a bar and in words. */
export function Shares({ of, done, label, none }) {
  const { totales = 0, exitosos = 0, fallidos = 0, enEspera = 0, noEnviados = 0 } = of;
  const share = (count) => (totales ? `${(100 * count) / totales}%` : '0%');
  const counts = [plural(exitosos, 'exitoso', 'exitosos'), plural(fallidos, 'fallido', 'fallidos')];
  if (enEspera > 0) counts.push(`${number(enEspera)} en espera`);
  if (noEnviados > 0) counts.push(plural(noEnviados, 'no enviado', 'no enviados'));
  const all = plural(totales, 'dealer', 'dealers');
  const text = totales
    ? `${done} %: ${counts.slice(0, -1).join(', ')} y ${counts.at(-1)} de ${all}`
    : none;
  return html`
    <div class="progress">
      <div class="bar" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100"
        aria-valuenow=${done} aria-valuetext=${text}>
        <span class="bar-ok" style=${{ width: share(exitosos) }}></span>
        <span class="bar-bad" style=${{ width: share(fallidos) }}></span>
      </div>
      <p class="progress-text" aria-hidden="true">
        <strong>${done} %</strong>
        <span>${totales
          ? `${counts.join(' · ')} · de ${all}`
          : none}</span>
      </p>
    </div>
  `;
}
