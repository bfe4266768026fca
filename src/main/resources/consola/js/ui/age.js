import { html } from '../lib.js';
import { ago, moment } from '../format.js';
import { useNow } from '../hooks.js';

/** How old what is shown is; without it nobody could tell a healthy page from a dead one. */
export const Age = ({ at }) => {
  const now = useNow();
  return html`<span class="age" title=${at ? `Visto a las ${moment(at)}` : undefined}>
    ${at ? ago(now - at) : 'nunca'}</span>`;
};

/** Whether what came at that time is still to be believed, where it is asked for each `every` ms. */
export const isKnown = ({ data, error, at }, every, now) =>
  Boolean(data) && !error && now - at < 2 * every + 10_000;
