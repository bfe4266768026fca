import { html, useState } from '../lib.js';
import { get, post, query } from '../api.js';
import { number, plural } from '../format.js';
import { useLoad } from '../hooks.js';
import { failed, told } from '../notices.js';
import { href } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Confirm } from './dialog.js';
import { Icon } from './icons.js';
import { Failure, Loading } from './states.js';

/** The service takes one dealer in the path and as many beside it. */
const MOST = 1_001;
const PAGE = 100;

/** Sends the current load to one dealer again, after asking. */
export function ResendDealer({ bac, name, processType, idCarga, confirmed }) {
  return html`
    <${Resend} label="Reenviar" about=${`a ${bac} la carga actual de ${processType}`} processType=${processType}
      find=${async () => ({ bacs: [bac], total: 1 })} title=${`¿Reenviar a ${bac}?`}
      yes="Sí, reenviar">
      ${() => html`<p>Se envía a <strong>${name ?? bac}</strong> la carga actual de
        ${' '}<strong>${processType}</strong>${idCarga && html`, <strong class="breakable">${idCarga}</strong>`},
        y a nadie más. ${confirmed && 'Ya la confirmó: la recibe otra vez, y su confirmación se conserva.'}</p>`}
    <//>
  `;
}

/**
 * Sends the current load again to those of a load's dealers that fail with this cause, and on this
 * host if one is given. Who they are is asked for when the question is put: after a run others may
 * have confirmed.
 */
export function ResendGroup({ load, processType, causa, servidor }) {
  const find = async (signal) => {
    const of = await get(`/cargas/${load}`, signal);
    if (of.reemplazada) return { replaced: true, bacs: [], total: 0 };
    return { idCarga: of.idCarga, ...(await failing(load, { causa, servidor }, signal)) };
  };
  return html`
    <${Resend} label="Reenviar" about=${`a los que fallan por «${causa}»${servidor ? ` en ${servidor}` : ''}`}
      processType=${processType} find=${find} title="¿Reenviar a este grupo?"
      yes=${({ bacs }) => `Sí, reenviar a ${plural(bacs.length, 'dealer', 'dealers')}`}>
      ${({ bacs, total, idCarga, replaced }) => bacs.length
        ? html`
            <p>Se envía otra vez la carga <strong class="breakable">${idCarga}</strong> de
              ${' '}<strong>${processType}</strong> a <strong>${plural(bacs.length, 'dealer', 'dealers')}</strong>,
              los que fallan ahora por «${causa}»${servidor && html` en <strong class="breakable">${servidor}</strong>`}.</p>
            ${total > bacs.length && html`<p>Son ${number(total)} en total. Una ejecución de reenvío lleva a lo
              sumo ${number(MOST)}; cuando termine, reenvíe a los demás.</p>`}`
        : html`<p>${replaced
            ? 'Otra carga más reciente tomó el lugar de esta, que ya no se envía. Reenvíe desde la carga actual.'
            : 'Ningún dealer de la carga falla ya por esta causa. No hay nada que reenviar.'}</p>`}
    <//>
  `;
}

/** The codes of a load's dealers that fail so, no more than can be sent to at once. */
async function failing(load, filter, signal) {
  const bacs = new Set();
  for (let page = 0; ; page++) {
    const found = await get(
      `/cargas/${load}/dealers${query({ estado: 'FALLIDO', ...filter, page, size: PAGE })}`, signal);
    // Without a code a dealer cannot be named.
    found.elementos.map(({ bac }) => bac).filter((bac) => bac.trim()).forEach((bac) => bacs.add(bac));
    if (bacs.size >= MOST || (page + 1) * PAGE >= found.total) {
      return { bacs: [...bacs].slice(0, MOST), total: Math.max(found.total, bacs.size) };
    }
  }
}

function Resend({ label, about, ...question }) {
  const [asking, setAsking] = useState(false);
  if (!may(useStore(session), 'sync.write')) return null;
  return html`
    <button type="button" class="small" aria-label=${`${label} ${about}`} onClick=${() => setAsking(true)}>
      <${Icon} name="sent" />${label}
    </button>
    ${asking && html`<${Question} ...${question} onClose=${() => setAsking(false)} />`}
  `;
}

function Question({ title, yes, processType, find, onClose, children }) {
  const asked = useLoad(find);
  const [busy, setBusy] = useState(false);
  const found = asked.data;
  const [first, ...others] = found?.bacs ?? [];
  const send = async () => {
    setBusy(true);
    try {
      const { data, message } = await post(`/dealers/${encodeURIComponent(first)}/reenviar`,
        { processType, ...(others.length && { bacs: others }) });
      told(message, {
        link: { href: href(`/ejecuciones/${data.syncControlId}`), text: `Ver la ejecución ${data.syncControlId}` },
      });
    } catch (error) {
      failed('No se reenvió', error);
    } finally {
      onClose();
    }
  };
  return html`
    <${Confirm} title=${title} yes=${found && first ? (typeof yes === 'function' ? yes(found) : yes) : 'Reenviar'}
      busy=${busy} off=${!first} onYes=${send} onClose=${onClose}>
      ${found
        ? children(found)
        : asked.error
          ? html`<${Failure} what="No se sabe a quién se enviaría" error=${asked.error} retry=${asked.reload} />`
          : html`<${Loading} what="Buscando a sus dealers…" />`}
    <//>
  `;
}
