import { html } from '../lib.js';
import { moment } from '../format.js';
import { useCountdown } from '../hooks.js';
import { Icon } from './icons.js';

export const Loading = ({ what = 'Cargando…' }) => html`
  <p class="state" role="status"><span class="spinner" aria-hidden="true"></span>${what}</p>
`;

export const Empty = ({ children }) => html`
  <div class="state empty"><${Icon} name="none" /><div>${children}</div></div>
`;

/** Why an answer was a refusal: what it says, when to come back, and what to report. */
export const Refusal = ({ error }) => html`
  <div class="refusal">
    <p>${error.message}</p>
    ${Array.isArray(error.data) &&
    html`<ul>${error.data.map((field) => html`<li><code>${field.campo}</code>: ${field.mensaje}</li>`)}</ul>`}
    <p class="fine">
      ${error.status > 0 && html`<span>HTTP ${error.status}</span>`}
      ${error.retryAfter && html`<${RetryAfter} seconds=${error.retryAfter} />`}
      ${error.correlationId && html`<span>Correlación <code>${error.correlationId}</code></span>`}
    </p>
  </div>
`;

function RetryAfter({ seconds }) {
  const left = useCountdown(seconds);
  return html`<span>${left > 0 ? `Reintente en ${left} s` : 'Ya puede reintentar'}</span>`;
}

export const Failure = ({ what = 'No se pudo cargar', error, retry }) => html`
  <div class="state failure" role="alert">
    <${Icon} name="warn" />
    <div>
      <strong>${what}</strong>
      <${Refusal} error=${error} />
      ${retry && html`<button type="button" onClick=${retry}><${Icon} name="retry" />Reintentar</button>`}
    </div>
  </div>
`;

/**
 * One of the states that everything loaded is in. What was loaded once stays on the screen, also
 * under the error of a later round.
 */
export function Loaded({ from: { data, error, at, reload }, what, children }) {
  if (error && !data) return html`<${Failure} what=${what} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  return html`
    ${error && html`<${Failure} what=${`Datos de las ${moment(at)}; no se pudieron actualizar`}
      error=${error} retry=${reload} />`}
    ${children(data)}
  `;
}

/** Where an action would be for somebody who may do it. */
export const ReadOnly = ({ what }) => html`
  <p class="read-only"><${Icon} name="lock" />
    Su token es de sólo lectura: ${what} requiere el permiso <code>sync.write</code>.
  </p>
`;
