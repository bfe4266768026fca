import { html, useEffect, useRef } from '../lib.js';

/** A question over the page. The browser keeps the focus in it, and gives it back at its end. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef();
  useEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    return () => shown.close();
  }, []);
  return html`
    <dialog ref=${dialog} aria-labelledby="dialog-title"
      onCancel=${(event) => {
        event.preventDefault();
        onClose?.();
      }}>
      <h2 id="dialog-title">${title}</h2>
      ${children}
    </dialog>
  `;
}

/**
 * @param busy while what was confirmed is on its way
 * @param off if there is nothing to confirm
 */
export const Confirm = ({ title, yes, no = 'Volver', busy, off, onYes, onClose, children }) => html`
  <${Dialog} title=${title} onClose=${onClose}>
    ${children}
    <div class="actions">
      <button type="button" autofocus onClick=${onClose}>${no}</button>
      <button type="button" class="danger" disabled=${busy || off} onClick=${onYes}>
        ${busy ? 'Un momento…' : yes}
      </button>
    </div>
  <//>
`;
