import { html } from '../lib.js';

/** @param off why it leads nowhere now; it does if there is no reason */
export const ButtonLink = ({ href, primary, off, children }) => off
  ? html`<a key="off" class="button off" role="link" aria-disabled="true" title=${off}>${children}</a>`
  : html`<a key="on" class=${primary ? 'button primary' : 'button'} href=${href}>${children}</a>`;
