import { html } from '../lib.js';
import { NONE, number } from '../format.js';

/** What counts things, each number leading to what it counts. */
export const Tiles = ({ of }) => html`
  <dl class="tiles">
    ${of.map(([name, value, { tone, to } = {}]) => {
      const shown = typeof value === 'number' ? number(value) : value ?? NONE;
      return html`
        <div class="tile"><dt>${name}</dt>
          <dd class=${value > 0 ? tone : undefined}>${to && value > 0
            ? html`<a href=${to} onClick=${toDealers} aria-label=${`${name}: ${shown}, ver cuáles`}>${shown}</a>` : shown}</dd></div>`;
    })}
  </dl>
`;

/** The list is below, where nobody would see that it changed. */
const toDealers = () => setTimeout(() => {
  const list = document.getElementById('dealers');
  list?.scrollIntoView({ block: 'start' });
  list?.focus({ preventScroll: true });
});
