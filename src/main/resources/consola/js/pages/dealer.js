import { html, useState } from '../lib.js';
import { get, post, query } from '../api.js';
import { millis, NONE, plural, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { failed } from '../notices.js';
import { href, Page } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Icon } from '../ui/icons.js';
import { Pager } from '../ui/pager.js';
import { ResendDealer } from '../ui/resend.js';
import { Empty, Loaded } from '../ui/states.js';
import { Badge, Status } from '../ui/status.js';

/** The service itself gives up sooner. */
const PROBING = 45_000;

/** A dealer across loads: what to tell it on the phone, and whether its webhook works. */
export function DealerPage({ bac, params }) {
  const path = `/dealers/${encodeURIComponent(bac)}`;
  const asked = useLoad((signal) => get(`${path}${query({ page: params.pagina, size: 10 })}`, signal), [bac, params.pagina], 30_000);
  return html`
    <${Page} title=${`Dealer ${bac}`}>
      <${Loaded} from=${asked} what="No se pudo cargar el dealer">
        ${(dealer) => html`
          <section class="panel" aria-labelledby="respuesta">
            <h2 id="respuesta">Para leer por teléfono</h2>
            <p><strong>${dealer.nombre ?? 'Sin nombre'}</strong></p>
            ${dealer.procesos.length
              ? dealer.procesos.map((of) => html`<p class="spoken">${spoken(of)}</p>`)
              : html`<p class="spoken">No está en la carga más reciente de ningún proceso: no se le envía nada ahora.</p>`}
          </section>
          <section class="block" aria-labelledby="procesos">
            <h2 id="procesos">Cada proceso</h2>
            <ul class="cards">
              ${dealer.procesos.map((of) => html`<${Standing} of=${of} />`)}
            </ul>
          </section>
          <${Probe} path=${path} />
          <section class="block" aria-labelledby="intentos">
            <h2 id="intentos">Todos los intentos</h2>
            ${dealer.ejecuciones.elementos.length
              ? html`
                  <ol class="runs">${dealer.ejecuciones.elementos.map((run) => html`<${Run} run=${run} />`)}</ol>
                  <${Pager} page=${dealer.ejecuciones} path=${`/dealers/${encodeURIComponent(bac)}`} params=${params} what="ejecuciones" />`
              : html`<${Empty}>Ninguna ejecución le ha enviado nada todavía.<//>`}
          </section>`}
      <//>
    <//>
  `;
}

/** One sentence that answers "I got nothing". */
function spoken({ processType, idCarga, situacion, estado, ultimoIntento, error, ultimaConfirmacion, servidor }) {
  const when = ultimoIntento && html` el <${Time} value=${ultimoIntento} />`;
  if (situacion === 'AL_DIA') {
    return html`${processType}: está al día. Confirmó la carga ${idCarga}${ultimaConfirmacion?.fecha
      && html` el <${Time} value=${ultimaConfirmacion.fecha} />`}.`;
  }
  if (!servidor) return `${processType}: no tiene webhook registrado, así que no se le puede enviar la carga ${idCarga}.`;
  if (estado === 'ENVIADO') return html`${processType}: la carga ${idCarga} se le envió${when} y falta su respuesta.`;
  if (estado === 'FALLIDO' && error) {
    return html`${processType}: la carga ${idCarga} se intentó${when} en ${servidor} y falló. ${error}`;
  }
  return `${processType}: la carga ${idCarga} todavía no se le ha enviado.`;
}

const Standing = ({ of }) => html`
  <li class="card">
    <div class="card-head"><h3>${of.processType}</h3><${Status} of=${of.situacion} /></div>
    <dl class="facts">
      <div><dt>Carga más reciente</dt><dd><a href=${href(`/cargas/${of.eventoCargaProcesoId}`)}>${of.idCarga}</a></dd></div>
      <div><dt>En ella</dt><dd><${Status} of=${of.estado} /></dd></div>
      <div><dt>Servidor</dt><dd>${of.servidor ?? 'sin webhook'}</dd></div>
      <div><dt>Última confirmación</dt><dd>${of.ultimaConfirmacion
        ? html`${of.ultimaConfirmacion.idCarga}, <${Time} value=${of.ultimaConfirmacion.fecha} />` : 'ninguna'}</dd></div>
      ${of.atrasadoDesde && html`<div><dt>Le falta desde</dt><dd>
        <a href=${href(`/cargas/${of.atrasadoDesde.eventoCargaProcesoId}`)}>${of.atrasadoDesde.idCarga}</a></dd></div>`}
    </dl>
    ${of.servidor && html`<div class="actions"><${ResendDealer} bac=${of.bac} name=${of.nombre} processType=${of.processType}
      idCarga=${of.idCarga} confirmed=${of.situacion === 'AL_DIA'} /></div>`}
  </li>
`;

const Run = ({ run }) => html`
  <li class="panel">
    <div class="run-head">
      <${Status} of=${run.estado} />
      <a href=${href(`/ejecuciones/${run.syncControlId}`)}>Ejecución ${run.syncControlId}</a>
      <strong>${run.processType}</strong><span class="long">${run.idCarga}</span>
      <span class="muted"><${Time} value=${run.ultimoIntento} /></span>
    </div>
    ${run.error && html`<p>${run.error}</p>`}
    ${run.token && html`<p class="fine">Confirmó con <code class="breakable">${run.token}</code></p>`}
    ${run.detalle.length > 0 && html`
      <details><summary>${plural(run.detalle.length, 'intento', 'intentos')}</summary>
        <ol class="attempts">${run.detalle.map((attempt) => html`
          <li>
            <p><strong><${Time} value=${attempt.instante} /></strong> · ${attempt.codigoHttp ? `HTTP ${attempt.codigoHttp}` : 'sin respuesta'}
              ${' '}· ${attempt.causa} · ${millis(attempt.duracionMs)}</p>
            <p class="fine"><span>Mensaje <code class="breakable">${attempt.webhookId}</code></span>
              <span>Dirección <code>${attempt.direccion ?? NONE}</code></span>
              <span class="breakable">Fases en ms: ${attempt.fases || NONE}</span></p>
            ${attempt.respuesta && html`<p class="breakable">${attempt.respuesta}</p>`}
          </li>`)}</ol></details>`}
  </li>
`;

const STEPS = { DIRECCION: 'Dirección', DNS: 'DNS', CONEXION: 'Conexión', TLS: 'TLS', PROXY: 'Proxy', RESPUESTA: 'Respuesta' };

function Probe({ path }) {
  const caller = useStore(session);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState(null);
  const check = async () => {
    setBusy(true);
    try {
      setFound(await post(`${path}/comprobar`, undefined, PROBING));
    } catch (error) {
      failed('El webhook no se comprobó', error);
    } finally {
      setBusy(false);
    }
  };
  return html`
    <section class="block" aria-labelledby="comprobar">
      <div class="block-head">
        <h2 id="comprobar">¿Funciona su webhook?</h2>
        ${may(caller, 'sync.write') && html`<button type="button" disabled=${busy} onClick=${check}>
          <${Icon} name="search" />${busy ? 'Comprobando…' : 'Comprobar'}</button>`}
      </div>
      <p class="muted">Busca el servidor, se conecta, negocia TLS y manda un mensaje de prueba. No entrega nada.</p>
      <div role="status">${found && html`
        <p><strong>${found.message}</strong></p>
        <ul class="checks">${found.data.pasos.map((step) => html`
          <li><${Badge} tone=${step.correcto ? 'ok' : 'bad'} icon=${step.correcto ? 'ok' : 'bad'}>
            ${STEPS[step.paso] ?? step.paso}<//> ${step.detalle} ${step.ms != null && html`<span class="muted">${millis(step.ms)}</span>`}</li>`)}
        </ul>
        ${found.data.certificado && html`<p class="fine">Certificado de ${found.data.certificado.asunto}, vence el
          ${' '}<${Time} value=${found.data.certificado.hasta} /></p>`}`}</div>
    </section>
  `;
}
