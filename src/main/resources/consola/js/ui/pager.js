import { html } from '../lib.js';
import { href } from '../router.js';
import { number } from '../format.js';
import { Icon } from './icons.js';

/** Which part of a list this is, and links to those beside it. */
export function Pager({ page: { pagina, tamano, total }, path, params, what }) {
  const last = Math.max(0, Math.ceil(total / tamano) - 1);
  const first = total === 0 ? 0 : pagina * tamano + 1;
  const to = (number) => href(path, { ...params, pagina: number || '' });
  const step = (target, icon, word) => html`
    <a class=${`button ${target < 0 || target > last ? 'off' : ''}`}
      href=${target < 0 || target > last ? undefined : to(target)}
      role=${target < 0 || target > last ? 'link' : undefined}
      aria-disabled=${target < 0 || target > last ? 'true' : undefined}>
      ${icon === 'prev' && html`<${Icon} name="prev" />`}${word}
      ${icon === 'next' && html`<${Icon} name="next" />`}
    </a>`;
  return html`
    <nav class="pager" aria-label=${`Páginas de ${what}`}>
      <p role="status">${number(first)}–${number(Math.min(total, (pagina + 1) * tamano))} de ${number(total)} ${what}</p>
      ${last > 0 && html`<div class="actions">
        ${step(pagina - 1, 'prev', 'Anterior')}${step(pagina + 1, 'next', 'Siguiente')}
      </div>`}
    </nav>
  `;
}
