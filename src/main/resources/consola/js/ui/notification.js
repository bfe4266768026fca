import { html, useState } from '../lib.js';

const possible = 'Notification' in globalThis;

/** Tells who looks elsewhere, if they have allowed it. */
export function notify(title, body) {
  if (possible && Notification.permission === 'granted' && document.hidden) new Notification(title, { body });
}

/** Asks for that, which a browser lets a page do only where somebody clicks. */
export function NotifyMe() {
  const [permission, setPermission] = useState(possible ? Notification.permission : 'denied');
  if (permission === 'denied') return null;
  return permission === 'granted'
    ? html`<span class="muted">Se avisará al terminar</span>`
    : html`<button type="button" onClick=${async () => setPermission(await Notification.requestPermission())}>
        Avisarme al terminar</button>`;
}
