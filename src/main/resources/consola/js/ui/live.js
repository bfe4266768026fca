import { html } from '../lib.js';
import { moment } from '../format.js';
import { isActive } from '../hooks.js';

/** Whether what is shown of a run is what happens now. */
export const Live = ({ of: { run, live, heard, error } }) => html`
  <span role="status">
    ${run && !isActive(run) ? 'Terminó'
      : live ? html`<span class="pulse" aria-hidden="true"></span>En vivo`
        : error ? html`<strong class="bad-text">No se puede seguir: ${error.message}</strong>`
          : heard ? html`<strong class="warn-text">Sin señal desde las ${moment(heard)}. Reconectando…</strong>`
            : 'Conectando…'}
  </span>
`;
