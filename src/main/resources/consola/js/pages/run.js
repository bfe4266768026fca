import { html, useEffect } from '../lib.js';
import { get } from '../api.js';
import { duration, NONE, number, seconds, Time } from '../format.js';
import { isActive, useElapsed, useLiveRun, useLoad } from '../hooks.js';
import { told } from '../notices.js';
import { href, Page } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Pilot, Rounds, Told } from '../ui/aftermath.js';
import { CancelRun } from '../ui/cancel.js';
import { Icon } from '../ui/icons.js';
import { Live } from '../ui/live.js';
import { notify, NotifyMe } from '../ui/notification.js';
import { Progress } from '../ui/progress.js';
import { Failures } from '../ui/failures.js';
import { Loaded, ReadOnly } from '../ui/states.js';
import { Badge, endOf, RunStatus, toneOf } from '../ui/status.js';
import { Tiles } from '../ui/tiles.js';
import { Waiting } from '../ui/waiting.js';
import { Deliveries } from './deliveries.js';
import { Dealers } from './dealers.js';

/** A run: what it is at, what it did, and what became of each dealer. */
export function RunPage({ id, params }) {
  const asked = useLoad((signal) => get(`/${id}`, signal), [id]);
  const active = asked.data && isActive(asked.data);
  const live = useLiveRun(active ? id : null, {
    onEnd: (ended) => {
      told(`La ejecución ${id} terminó: ${endOf(ended)}`, { kind: toneOf(ended) });
      notify(`La ejecución ${id} terminó`, `${ended.processType}, ${ended.idCarga}: ${endOf(ended)}`);
      asked.reload();
    },
  });
  const run = active ? live.run ?? asked.data : asked.data;
  return html`
    <${Page} title=${`Ejecución ${id}`} name=${`${run && isActive(run) && run.porcentaje != null ? `${run.porcentaje} % · ` : ''}Ejecución ${id}`}
      actions=${run && html`<${Actions} run=${run} />`}>
      <${Loaded} from=${asked} what="No se pudo cargar la ejecución">
        ${() => html`
          <${Summary} run=${run} live=${live} at=${run === live.run ? live.at : asked.at} place=${`/ejecuciones/${id}`} />
          ${run.piloto && html`<${Pilot} run=${run} place=${`/ejecuciones/${id}`} />`}
          ${run.eventoCargaProcesoId && !isActive(run) && html`<${Aftermath} run=${run} />`}
          <${Failures} of=${`/${id}`} place=${`/ejecuciones/${id}`} params=${params} live=${isActive(run)}
            load=${!isActive(run) && run.eventoCargaProcesoId && { id: run.eventoCargaProcesoId, processType: run.processType }} />
          <${Deliveries} id=${id} active=${isActive(run)} />
          <${Dealers} of=${`/${id}`} place=${`/ejecuciones/${id}`} params=${params} live=${isActive(run)}
            resend=${!isActive(run) && run.processType}
            caption=${`Dealers de la ejecución ${id}`} file=${`dealers-${run.idCarga}-${(run.inicio ?? run.registro ?? '').slice(0, 10)}.csv`} />`}
      <//>
    <//>
  `;
}

/** What follows a run that has ended: what is planned for its load, and whom it was told. */
function Aftermath({ run }) {
  const found = useLoad((signal) => get(`/cargas/${run.eventoCargaProcesoId}`, signal),
    [run.eventoCargaProcesoId, run.syncControlId], 30_000);
  return html`
    <${Loaded} from=${found} what="No se sabe qué sigue a esta ejecución">
      ${(load) => html`
        <div class="pair">
          <${Rounds} load=${load}>
            ${load.rondas.siguiente && html`<${CancelRun} id=${run.syncControlId} rounds onDone=${found.reload} />`}
          <//>
          <${Told} of="run" notices=${load.notificaciones.filter((notice) => notice.syncControlId === run.syncControlId)} />
        </div>`}
    <//>
  `;
}

function Actions({ run }) {
  const write = may(useStore(session), 'sync.write');
  const others = html`<a class="button" href=${href('/historial', { tipo: run.processType, carga: run.idCarga })}>
    Todas las de esta carga</a>`;
  if (isActive(run)) return html`<${NotifyMe} />${others}<${CancelRun} id=${run.syncControlId} />`;
  if (run.resultado === 'TOTAL' || !write) return others;
  return html`
    ${others}
    <a class="button primary" href=${href('/iniciar', { tipo: run.processType, carga: run.idCarga })}>
      <${Icon} name="retry" />Reintentar lo que falta</a>
  `;
}

function Summary({ run, live, at, place }) {
  const caller = useStore(session);
  const elapsed = useElapsed(run.duracionSegundos, isActive(run));
  const canAct = isActive(run) || run.resultado !== 'TOTAL';
  return html`
    <section class="panel" aria-label="Resumen">
      <div class="run-head">
        <span role="status"><${RunStatus} run=${run} /></span>
        <strong>${run.processType}</strong><span class="long">${run.eventoCargaProcesoId
          ? html`<a href=${href(`/cargas/${run.eventoCargaProcesoId}`)}>${run.idCarga}</a>`
          : run.idCarga}</span>
        ${run.forzada && html`<${Badge} tone="warn" icon="warn">Forzada<//>`}
        ${run.reenvio && html`<${Badge} tone="idle" icon="sent">Reenvío<//>`}
        ${run.ronda && html`<${Badge} tone="idle" icon="retry">Ronda ${run.ronda}<//>`}
        ${isActive(run) && html`<span class="fine live"><${Live} of=${{ ...live, run }} /></span>`}
      </div>
      <${Progress} run=${run} />
      ${isActive(run) && html`<${Waiting} run=${run} at=${at} />`}
      ${run.error && html`<div class="state failure"><${Icon} name="warn" /><div>
        <strong>${isActive(run) ? 'Su último intento falló' : 'Lo que pasó'}</strong><p>${run.error}</p></div></div>`}
      ${caller.token && canAct && !may(caller, 'sync.write') &&
      html`<${ReadOnly} what=${isActive(run) ? 'cancelar' : 'reintentar'} />`}
      <${Tiles} of=${[
          ['Dealers', run.dealers?.totales, { to: href(place) }],
          ['Exitosos', run.dealers?.exitosos, { to: href(place, { estado: 'EXITOSO' }) }],
          ['Fallidos', run.dealers?.fallidos, { tone: 'bad-text', to: href(place, { estado: 'FALLIDO' }) }],
          ['No enviados', run.dealers?.noEnviados, { to: href(place, { estado: 'NO_ENVIADO' }) }],
          ['Webhooks procesados', run.webhooks && `${number(run.webhooks.procesados)} de ${number(run.webhooks.totales)}`],
          ['Webhooks fallidos', run.webhooks?.fallidos, { tone: 'bad-text', to: href(place, { estado: 'FALLIDO' }) }],
          ['Dealers omitidos', run.webhooks?.omitidos],
          ['Duración', duration(elapsed)],
          ['Intento', run.intento],
        ]} />
      <${TimeLine} run=${run} />
    </section>
  `;
}

function TimeLine({ run }) {
  const gap = (from, to) => (from && to ? `+${duration(Math.max(0, seconds(to) - seconds(from)))}` : null);
  const steps = [
    ['Carga recibida', run.fechaCarga],
    [`Registrada${run.iniciadoPor ? ` por ${run.iniciadoPor}` : ''}`, run.registro],
    ['Empezó a enviar', run.inicio, gap(run.registro, run.inicio)],
    ['Terminó', run.fin, gap(run.inicio ?? run.registro, run.fin)],
  ];
  return html`
    <h2>Línea de tiempo</h2>
    <ol class="timeline">
      ${steps.map(([what, when, after]) => html`
        <li class=${when ? 'done' : ''}>
          <span class="timeline-what">${what}</span>
          <span class="timeline-when">${when
            ? html`<${Time} value=${when} />${after && html`<small>${after}</small>`}`
            : 'todavía no'}</span>
        </li>`)}
    </ol>
    <p class="fine">
      <span>Proceso <code>${run.processId ?? NONE}</code></span>
      <span>Trabajo <code class="breakable">${run.jobId ?? NONE}</code></span>
      <span>Carga n.º <code>${run.eventoCargaProcesoId ?? NONE}</code></span>
    </p>
  `;
}
