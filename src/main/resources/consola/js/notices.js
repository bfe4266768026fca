import { html, useEffect } from './lib.js';
import { Icon } from './ui/icons.js';
import { Refusal } from './ui/states.js';
import { store, useStore } from './store.js';

const GONE_AFTER = 12_000;
const notices = store([]);
let count = 0;

const add = (notice) =>
  notices.set((now) => [...now.slice(-2), { ...notice, id: ++count }]);
const close = (id) => notices.set((now) => now.filter((notice) => notice.id !== id));

/** Says what an action did, or became of. */
export const told = (text, { kind = 'ok', link } = {}) => add({ kind, text, link });

/** Says why it did nothing. */
export const failed = (what, error) => add({ kind: 'bad', text: what, error });

/** The last few of them; screen readers read each as it comes. */
export function Notices() {
  const all = useStore(notices);
  return html`
    <section class="notices" aria-label="Avisos" aria-live="polite" aria-relevant="additions">
      ${all.map((notice) => html`<${Notice} key=${notice.id} notice=${notice} />`)}
    </section>
  `;
}

function Notice({ notice: { id, kind, text, link, error } }) {
  useEffect(() => {
    if (error) return undefined;
    const timer = setTimeout(() => close(id), GONE_AFTER);
    return () => clearTimeout(timer);
  }, [id]);
  return html`
    <div class=${`notice ${kind}`}>
      <${Icon} name=${kind} />
      <div class="notice-text">
        <strong>${text}</strong>
        ${error && html`<${Refusal} error=${error} />`}
        ${link && html`<a href=${link.href}>${link.text}</a>`}
      </div>
      <button class="quiet icon-only" type="button" onClick=${() => close(id)}>
        <${Icon} name="close" label="Cerrar aviso" />
      </button>
    </div>
  `;
}
