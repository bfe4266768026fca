import { html, useState } from '../lib.js';
import { download, get } from '../api.js';
import { bytes, NONE, number, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { failed, told } from '../notices.js';
import { href, Page } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Rounds, Told } from '../ui/aftermath.js';
import { Icon } from '../ui/icons.js';
import { Failures } from '../ui/failures.js';
import { Shares } from '../ui/progress.js';
import { Loaded } from '../ui/states.js';
import { Badge } from '../ui/status.js';
import { Tiles } from '../ui/tiles.js';
import { Dealers } from './dealers.js';
import { CoverageOverTime, Difference } from './over-time.js';

/** A load as it stands now: how many have it, what is sent for it, and each of its dealers. */
export function LoadPage({ id, params }) {
  const asked = useLoad((signal) => get(`/cargas/${id}`, signal), [id], 15_000);
  return html`
    <${Page} title=${`Carga ${id}`} actions=${asked.data && html`<${Actions} load=${asked.data} />`}>
      <${Loaded} from=${asked} what="No se pudo cargar la carga">
        ${(load) => html`
          <${Summary} load=${load} />
          <div class="pair"><${Rounds} load=${load} /><${Told} notices=${load.notificaciones} of="load" /></div>
          <${Content} load=${load} />
          ${load.contenido?.disponible && html`<${Difference} key=${id} load=${load} />`}
          <${CoverageOverTime} load=${load} />
          <${Failures} of=${`/cargas/${id}`} place=${`/cargas/${id}`} params=${params} turn=${asked.at}
            load=${!load.reemplazada && { id, processType: load.processType }} />
          <${Dealers} of=${`/cargas/${id}`} place=${`/cargas/${id}`} params=${params}
            resend=${load.contenido && !load.reemplazada && load.processType}
            caption=${`Dealers de la carga ${id}`} />`}
      <//>
    <//>
  `;
}

function Actions({ load }) {
  const write = may(useStore(session), 'sync.write');
  return html`
    <a class="button" href=${href('/historial', { tipo: load.processType, carga: load.idCarga })}>
      Ver sus ejecuciones</a>
    ${write && !load.sincronizada && !load.reemplazada && html`
      <a class="button primary" href=${href('/iniciar', { tipo: load.processType, carga: load.idCarga })}>
        <${Icon} name="play" />Iniciar su envío</a>`}
  `;
}

function stateOf(load) {
  if (load.sincronizada) return ['ok', 'ok', 'Sincronizada'];
  if (load.reemplazada) return ['idle', 'stop', 'Reemplazada'];
  return ['idle', 'wait', 'Sin sincronizar'];
}

function Summary({ load }) {
  const [tone, icon, word] = stateOf(load);
  const place = `/cargas/${load.eventoCargaProcesoId}`;
  const { totales, exitosos, fallidos, enEspera, noEnviados } = load.cobertura;
  return html`
    <section class="panel" aria-label="Resumen">
      <div class="run-head">
        <${Badge} tone=${tone} icon=${icon}>${word}<//>
        <strong>${load.processType}</strong><span class="long">${load.idCarga}</span>
      </div>
      <${Shares} of=${load.cobertura} done=${totales ? Math.floor((100 * exitosos) / totales) : 0}
        label="Dealers que confirmaron la carga" none="No tiene dealers" />
      ${load.reemplazada && html`
        <div class="state"><${Icon} name="stop" /><div><p>Otra carga más reciente tomó su lugar${load.cargaActual
          ? html`: <strong class="breakable">${load.cargaActual}</strong>` : ''}. Esta ya no se envía.</p></div></div>`}
      ${load.rechazada && html`
        <div class="state failure"><${Icon} name="warn" /><div>
          <strong>El guardián no dejó enviarla</strong><p>${load.avisos}</p></div></div>`}
      <${Tiles} of=${[
          ['Dealers', totales, { to: href(place) }],
          ['Exitosos', exitosos, { to: href(place, { estado: 'EXITOSO' }) }],
          ['Fallidos', fallidos, { tone: 'bad-text', to: href(place, { estado: 'FALLIDO' }) }],
          ['En espera de respuesta', enEspera, { to: href(place, { estado: 'ENVIADO' }) }],
          ['No enviados', noEnviados, { to: href(place, { estado: 'NO_ENVIADO' }) }],
          ['Registros', load.registros],
          ['Registros anunciados', load.registrosAnunciados],
        ]} />
      <p class="fine">
        <span>Cargada <${Time} value=${load.fechaCarga} /></span>
        <span class="breakable">Archivo ${load.nombreArchivo ?? NONE}</span>
        <span>Estatus <code>${load.estatus ?? NONE}</code></span>
      </p>
    </section>
  `;
}

function Content({ load }) {
  const sealed = load.contenido;
  return html`
    <section class="panel block" aria-labelledby="contenido-sellado">
      <div class="block-head">
        <h2 id="contenido-sellado">Contenido sellado</h2>
        ${sealed?.disponible && html`<${Save} load=${load} />`}
      </div>
      ${sealed
        ? html`
            <p>Sellado el <${Time} value=${sealed.sellado} />: ${number(load.registros)} registros,
              ${' '}${bytes(sealed.bytes)}. ${sealed.disponible
                ? 'Es lo que reciben todos sus dealers, en cada envío.'
                : 'La retención ya lo borró.'}</p>
            <p class="fine">SHA-256 <code class="breakable">${sealed.sha256}</code></p>
            ${sealed.avisos && html`
              <div class="state failure"><${Icon} name="warn" /><div>
                <strong>Se dejó pasar con «forzar»</strong><p>${sealed.avisos}</p></div></div>`}`
        : html`<p>Todavía no hay: se sella cuando empieza su primera ejecución.</p>`}
    </section>
  `;
}

function Save({ load }) {
  const [busy, setBusy] = useState(false);
  const file = `${load.processType}-${load.eventoCargaProcesoId}.json`;
  const save = async () => {
    setBusy(true);
    try {
      told(`${file} descargado (${bytes(await download(`/cargas/${load.eventoCargaProcesoId}/contenido`, file))})`);
    } catch (error) {
      failed('El contenido no se descargó', error);
    } finally {
      setBusy(false);
    }
  };
  return html`
    <button type="button" disabled=${busy} onClick=${save}>
      <${Icon} name="save" />${busy ? 'Descargando…' : 'Descargar contenido'}
    </button>
  `;
}
