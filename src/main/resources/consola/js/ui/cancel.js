import { html, useState } from '../lib.js';
import { post } from '../api.js';
import { failed, told } from '../notices.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Confirm } from './dialog.js';
import { Icon } from './icons.js';

const runTexts = (id) => ({
  failure: `La ejecución ${id} no se canceló`,
  label: 'Cancelar ejecución',
  title: `¿Cancelar la ejecución ${id}?`,
  yes: 'Sí, cancelarla',
  what: html`<p>Termina en menos de 10 segundos. Los dealers ya confirmados conservan su resultado; a los
    demás se les puede volver a enviar con una nueva sincronización de la carga.</p>`,
});

const ROUNDS = {
  failure: 'Las rondas no se cancelaron',
  label: 'Cancelar las rondas',
  title: '¿Cancelar las rondas planeadas?',
  yes: 'Sí, cancelarlas',
  what: html`<p>La carga ya no se envía por sí sola a los dealers que faltan. Se les puede enviar con un
    reintento o un reenvío.</p>`,
};

/**
 * Ends a run, after asking.
 *
 * @param rounds whether it has ended, and the rounds that are planned after it are called off
 */
export function CancelRun({ id, rounds, onDone }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const caller = useStore(session);
  if (!may(caller, 'sync.write')) return null;
  const { failure, label, title, yes, what } = rounds ? ROUNDS : runTexts(id);
  const cancel = async () => {
    setBusy(true);
    try {
      told((await post(`/${id}/cancelar`)).message);
      setAsked(true);
      onDone?.();
    } catch (error) {
      failed(failure, error);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return html`
    <button type="button" class="danger-quiet" disabled=${asked} onClick=${() => setAsking(true)}>
      <${Icon} name="stop" />${asked ? 'Cancelando…' : label}
    </button>
    ${asking && html`
      <${Confirm} title=${title} yes=${yes} busy=${busy} onYes=${cancel} onClose=${() => setAsking(false)}>
        ${what}
      <//>`}
  `;
}
