import { html, useEffect } from '../lib.js';
import { get, query } from '../api.js';
import { duration, number, Time } from '../format.js';
import { isActive, useCountdown, useLiveRun, useLoad, useNow } from '../hooks.js';
import { href, Page } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Age, isKnown } from '../ui/age.js';
import { ButtonLink } from '../ui/button-link.js';
import { CancelRun } from '../ui/cancel.js';
import { Icon } from '../ui/icons.js';
import { Live } from '../ui/live.js';
import { PauseButton, PauseNote } from '../ui/pause.js';
import { Progress } from '../ui/progress.js';
import { RemoveLock } from '../ui/remove-lock.js';
import { Empty, Failure, Loaded, ReadOnly } from '../ui/states.js';
import { Status, wordOf } from '../ui/status.js';
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
  const known = isKnown(lock, LOCK_EVERY, useNow());
  const runId = lock.data?.syncControlId ?? null;
  useEffect(() => {
    if (lock.data) onChange();
  }, [runId]);
  const live = useLiveRun(runId, { onEnd: lock.reload });
  const state = stateOf(lock.data);
  const busy = state === 'OCUPADO';
  return html`
    <li class=${`card ${known && busy ? 'busy' : ''}`}>
      <div class="card-head">
        <div>
          <h2>${processType}</h2>
          <p class="muted">${descripcion}</p>
        </div>
        <div class="aged">
          <span role="status"><span class="unseen">${type.processType}: </span><${Status} of=${known ? state : 'DESCONOCIDO'} /></span>
          ${known && html`<${Age} at=${lock.at} />`}
        </div>
      </div>
      <${PauseNote} type=${type} />
      ${lock.error && html`<${Failure} what="No se sabe si está libre" error=${lock.error}
        retry=${lock.reload} />`}
      ${!known && lock.data && html`<p class="muted">Lo último que se supo: ${wordOf(state)}, <${Age} at=${lock.at} />.</p>`}
      ${state === 'AJENO' && html`<p class="muted">${lock.data.mensaje}</p>`}
      ${busy && html`<${Holder} lock=${lock.data} stamp=${lock.at} live=${live} />`}
      ${known && state === 'LIBRE' && !pausa && html`<p class="muted">No hay locks activos: se puede iniciar.</p>`}
      <div class="actions">
        ${write && !busy && !pausa && state !== 'AJENO' && html`
          <${ButtonLink} primary href=${href('/iniciar', { tipo: processType })}
            off=${!known && 'No se sabe si está libre'}>
            <${Icon} name="play" />Iniciar<span class="unseen"> ${processType}</span><//>`}
        <${PauseButton} type=${type} onDone=${onPause} />
        ${known && state === 'AJENO' && html`<${RemoveLock} processType=${processType} onDone=${lock.reload} />`}
        ${busy && runId && html`
          <a class="button" href=${href(`/ejecuciones/${runId}`)}>Ver ejecución ${runId}</a>`}
        ${known && busy && runId && write && live.run && isActive(live.run) &&
        html`<${CancelRun} id=${runId} onDone=${lock.reload} />`}
      </div>
    </li>
  `;
}

function stateOf(lock) {
  if (!lock) return 'DESCONOCIDO';
  if (lock.lockAjeno) return 'AJENO';
  return lock.lockActivo ? 'OCUPADO' : 'LIBRE';
}

function Holder({ lock, stamp, live }) {
  const { run } = live;
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
    ${run && html`<p class="fine live"><${Live} of=${live} />
      ${run.webhooks && ` · ${number(run.webhooks.procesados)} de ${number(run.webhooks.totales)} webhooks`}</p>`}
  `;
}
