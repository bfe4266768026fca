import { html, useEffect, useState } from '../lib.js';
import { get, query } from '../api.js';
import { duration, number, Time } from '../format.js';
import { isActive, useCountdown, useLiveRun, useLoad } from '../hooks.js';
import { href, Page } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { CancelRun } from '../ui/cancel.js';
import { Icon } from '../ui/icons.js';
import { PauseButton, PauseNote } from '../ui/pause.js';
import { Progress } from '../ui/progress.js';
import { RemoveLock } from '../ui/remove-lock.js';
import { Empty, Failure, Loaded, ReadOnly } from '../ui/states.js';
import { Status } from '../ui/status.js';
import { RunsTable } from './runs-table.js';

const LOCK_EVERY = 5_000;

/** What runs now, and what ran last. */
export function Processes() {
  const types = useLoad((signal) => get('/procesos', signal), [], 15_000);
  const latest = useLoad((signal) => get(query({ size: 6 }), signal), [], 15_000);
  const caller = useStore(session);
  const write = may(caller, 'sync.write');
  return html`
    <${Page} title="Procesos">
      ${caller.token && !write && html`<${ReadOnly} what="iniciar o cancelar" />`}
      <${Loaded} from=${types} what="No se pudieron cargar los procesos">
        ${(all) => all.length
          ? html`<ul class="cards">
              ${all.map((type) => html`
                <${ProcessCard} key=${type.processType} type=${type} write=${write}
                  onPause=${types.reload} onChange=${latest.reload} />`)}
            </ul>`
          : html`<${Empty}>No hay procesos configurados.<//>`}
      <//>
      <section class="block" aria-labelledby="ultimas">
        <div class="block-head">
          <h2 id="ultimas">Últimas ejecuciones</h2>
          <a href=${href('/historial')}>Todo el historial</a>
        </div>
        <${Loaded} from=${latest} what="No se pudo cargar el historial">
          ${({ elementos }) => elementos.length
            ? html`<${RunsTable} runs=${elementos} caption="Últimas ejecuciones" />`
            : html`<${Empty}>Todavía no se ha sincronizado nada.<//>`}
        <//>
      </section>
    <//>
  `;
}

function ProcessCard({ type, write, onPause, onChange }) {
  const { processType, descripcion, pausa } = type;
  const lock = useLoad((signal) => get(`/estado/${processType}`, signal), [processType], LOCK_EVERY);
  const [stamp, setStamp] = useState(0);
  const runId = lock.data?.syncControlId ?? null;
  useEffect(() => setStamp((count) => count + 1), [lock.data]);
  useEffect(() => {
    if (lock.data) onChange();
  }, [runId]);
  const live = useLiveRun(runId, { onEnd: lock.reload });
  const busy = lock.data?.lockActivo;
  const foreign = lock.data?.lockAjeno;
  return html`
    <li class=${`card ${busy ? 'busy' : ''}`}>
      <div class="card-head">
        <div>
          <h2>${processType}</h2>
          <p class="muted">${descripcion}</p>
        </div>
        ${lock.data && html`<${Status} of=${foreign ? 'AJENO' : busy ? 'OCUPADO' : 'LIBRE'} />`}
      </div>
      <${PauseNote} type=${type} />
      ${lock.error && html`<${Failure} what="No se sabe si está libre" error=${lock.error}
        retry=${lock.reload} />`}
      ${foreign && html`<p class="muted">${lock.data.mensaje}</p>`}
      ${busy && !foreign && html`<${Holder} lock=${lock.data} stamp=${stamp} live=${live} />`}
      ${lock.data && !busy && !pausa && html`<p class="muted">No hay locks activos: se puede iniciar.</p>`}
      ${lock.data && html`<div class="actions">
        ${!busy && !pausa && write && html`
          <a class="button primary" href=${href('/iniciar', { tipo: processType })}>
            <${Icon} name="play" />Iniciar<span class="unseen"> ${processType}</span></a>`}
        <${PauseButton} type=${type} onDone=${onPause} />
        ${foreign && html`<${RemoveLock} processType=${processType} onDone=${lock.reload} />`}
        ${busy && runId && html`
          <a class="button" href=${href(`/ejecuciones/${runId}`)}>Ver ejecución ${runId}</a>`}
        ${busy && runId && write && live.run && isActive(live.run) &&
        html`<${CancelRun} id=${runId} onDone=${lock.reload} />`}
      </div>`}
    </li>
  `;
}

function Holder({ lock, stamp, live: { run, live } }) {
  const left = useCountdown(lock.expiraEnSegundos ?? 0, stamp);
  const endless = lock.expiraEnSegundos == null;
  return html`
    <dl class="facts">
      <div><dt>Lo tiene</dt><dd>${lock.idCarga ?? 'una ejecución sin registrar'}</dd></div>
      ${run?.iniciadoPor && html`<div><dt>Iniciada por</dt><dd>${run.iniciadoPor}</dd></div>`}
      ${run?.inicio && html`<div><dt>Desde</dt><dd><${Time} value=${run.inicio} clockOnly /></dd></div>`}
      <div><dt>El lock vence en</dt><dd title="Se renueva mientras la ejecución trabaja">
        ${endless ? 'sin vencimiento' : duration(left)}</dd></div>
    </dl>
    ${run && html`<${Progress} run=${run} label=${`Avance de la ejecución ${run.syncControlId}`} />`}
    ${run && html`<p class="fine live">${live
      ? html`<span class="pulse" aria-hidden="true"></span>En vivo`
      : isActive(run) ? 'Reconectando…' : 'Terminó'}
      ${run.webhooks && ` · ${number(run.webhooks.procesados)} de ${number(run.webhooks.totales)} webhooks`}</p>`}
  `;
}
