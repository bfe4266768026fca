import { html, useEffect, useState } from '../lib.js';
import { go, href } from '../router.js';
import { number } from '../format.js';
import { Icon } from './icons.js';

/** Which part of a list this is, links to those beside it, and a field for any other. */
export function Pager({ page: { pagina, tamano, total }, path, params, what }) {
  const last = Math.max(0, Math.ceil(total / tamano) - 1);
  const first = total === 0 ? 0 : pagina * tamano + 1;
  const to = (target) => ({ ...params, pagina: target || '' });
  const step = (target, icon, word) => html`
    <a class=${`button ${target < 0 || target > last ? 'off' : ''}`}
      href=${target < 0 || target > last ? undefined : href(path, to(target))}
      role=${target < 0 || target > last ? 'link' : undefined}
      aria-disabled=${target < 0 || target > last ? 'true' : undefined}>
      ${icon === 'prev' && html`<${Icon} name="prev" />`}${word}
      ${icon === 'next' && html`<${Icon} name="next" />`}
    </a>`;
  return html`
    <nav class="pager" aria-label=${`Páginas de ${what}`}>
      <p role="status">${number(first)}–${number(Math.min(total, (pagina + 1) * tamano))} de ${number(total)} ${what}</p>
      ${last > 0 && html`<div class="actions">
        ${step(pagina - 1, 'prev', 'Anterior')}
        <${Jump} at=${pagina} last=${last} onJump=${(target) => go(path, to(target))} />
        ${step(pagina + 1, 'next', 'Siguiente')}
      </div>`}
    </nav>
  `;
}

/** Pages are counted from 1 for people. */
function Jump({ at, last, onJump }) {
  const [text, setText] = useState(String(at + 1));
  useEffect(() => setText(String(at + 1)), [at]);
  const jump = (event) => {
    event.preventDefault();
    onJump(Number(text) - 1);
  };
  return html`
    <form class="jump" onSubmit=${jump}>
      <label>Página <input type="number" inputmode="numeric" required min="1" max=${last + 1} step="1"
        value=${text} onInput=${(event) => setText(event.target.value)} /></label>
      <span>de ${number(last + 1)}</span>
      <button type="submit">Ir</button>
    </form>
  `;
}
