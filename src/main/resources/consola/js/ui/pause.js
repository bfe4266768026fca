import { html, useState } from '../lib.js';
import { post } from '../api.js';
import { Time } from '../format.js';
import { failed, told } from '../notices.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Dialog } from './dialog.js';
import { Icon } from './icons.js';

/** Who holds a process type, why and until when. */
export const PauseNote = ({ type: { pausa, pausaDesconocida } }) => html`
  ${pausa && html`
    <div class="state">
      <${Icon} name="lock" />
      <div>
        <strong>En pausa ${pausa.hasta
          ? html`hasta <${Time} value=${pausa.hasta} />`
          : 'hasta que alguien lo reanude'}</strong>
        <p>${pausa.motivo}</p>
        <p class="fine">La puso ${pausa.pausadoPor}, <${Time} value=${pausa.desde} />. No se inicia nada, y una
          ejecución en curso no envía nada nuevo.</p>
      </div>
    </div>`}
  ${pausaDesconocida && html`<p class="muted">No se sabe si está en pausa: la base de datos no responde.</p>`}
`;

/** When it ends, as a sentence. */
export const PauseEnd = ({ hasta }) =>
  hasta ? html`Termina <${Time} value=${hasta} />.` : 'Dura hasta que alguien lo reanude.';

/** What an administrator may do about it. */
export function PauseButton({ type: { processType, pausa, pausaDesconocida }, onDone }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const caller = useStore(session);
  if (!may(caller, 'sync.admin') || pausaDesconocida) return null;
  const go = async (path, body) => {
    setBusy(true);
    try {
      told((await post(`/procesos/${processType}/${path}`, body)).message);
      setAsking(false);
    } catch (error) {
      failed(`${processType} no se pudo ${path}`, error);
    } finally {
      setBusy(false);
      onDone();
    }
  };
  if (pausa) {
    return html`<button type="button" disabled=${busy} onClick=${() => go('reanudar')}>
      Reanudar<span class="unseen"> ${processType}</span></button>`;
  }
  return html`
    <button type="button" class="danger-quiet" onClick=${() => setAsking(true)}>
      Pausar<span class="unseen"> ${processType}</span></button>
    ${asking && html`<${Ask} processType=${processType} busy=${busy}
      onYes=${(body) => go('pausar', body)} onClose=${() => setAsking(false)} />`}
  `;
}

function Ask({ processType, busy, onYes, onClose }) {
  const [motivo, setMotivo] = useState('');
  const [hasta, setHasta] = useState('');
  const submit = (event) => {
    event.preventDefault();
    onYes({ motivo, ...(hasta && { hasta: hasta.length === 16 ? `${hasta}:00` : hasta }) });
  };
  return html`
    <${Dialog} title=${`Pausar ${processType}`} onClose=${onClose}>
      <form onSubmit=${submit}>
        <p>No se inicia nada de ${processType}. Una ejecución en curso deja de enviar en pocos segundos y
          continúa al reanudar. Queda en la auditoría.</p>
        <div class="field">
          <label for="pausa-motivo">Motivo</label>
          <input id="pausa-motivo" type="text" required maxlength="500" autocomplete="off"
            value=${motivo} onInput=${(event) => setMotivo(event.target.value)} />
        </div>
        <div class="field">
          <label for="pausa-hasta">Hasta, en la zona del servicio (opcional)</label>
          <input id="pausa-hasta" type="datetime-local" value=${hasta}
            onInput=${(event) => setHasta(event.target.value)} />
        </div>
        <div class="actions">
          <button type="button" onClick=${onClose}>Volver</button>
          <button type="submit" class="danger" disabled=${busy}>
            ${busy ? 'Un momento…' : 'Pausar'}</button>
        </div>
      </form>
    <//>
  `;
}
