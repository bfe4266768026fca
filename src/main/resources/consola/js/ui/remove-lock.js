import { html, useState } from '../lib.js';
import { remove } from '../api.js';
import { failed, told } from '../notices.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Confirm } from './dialog.js';

/** Takes away the key of a lock that is no run's, after asking. */
export function RemoveLock({ processType, onDone }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const caller = useStore(session);
  if (!may(caller, 'sync.admin')) return null;
  const go = async () => {
    setBusy(true);
    try {
      told((await remove(`/locks/${processType}`)).message);
    } catch (error) {
      failed(`El lock de ${processType} no se quitó`, error);
    } finally {
      setBusy(false);
      setAsking(false);
      onDone?.();
    }
  };
  return html`
    <button type="button" class="danger-quiet" onClick=${() => setAsking(true)}>Quitar el lock</button>
    ${asking && html`
      <${Confirm} title=${`¿Quitar el lock de ${processType}?`} yes="Sí, quitarlo" busy=${busy}
        onYes=${go} onClose=${() => setAsking(false)}>
        <p>La clave no es de ninguna ejecución de este servicio. Antes averigüe quién la escribió: si es
          otra aplicación que todavía la usa, la volverá a escribir. Queda en la auditoría.</p>
      <//>`}
  `;
}
