import { html } from '../lib.js';
import { ask, get, query } from '../api.js';
import { number, percent, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { href, Page, refine } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Filters, Search } from '../ui/filters.js';
import { Pager } from '../ui/pager.js';
import { Empty, Loaded, ReadOnly } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { Preview } from './preview.js';

/** Type, load, preview, confirm. The choice is in the address: a retry begins at its preview. */
export function Start({ params: { tipo = '', carga = '', buscar = '', pagina = '' } }) {
  const caller = useStore(session);
  const types = useLoad((signal) => get('/procesos', signal));
  return html`
    <${Page} title="Iniciar una sincronización">
      ${caller.token && !may(caller, 'sync.write') && html`<${ReadOnly} what="iniciar" />`}
      <${Loaded} from=${types} what="No se pudieron cargar los procesos">
        ${(all) => html`
          <fieldset class="step">
            <legend><span class="step-number">1</span> Proceso</legend>
            <div class="choices">
              ${all.map(({ processType, descripcion }) => html`
                <label class="choice">
                  <input type="radio" name="tipo" value=${processType} checked=${tipo === processType}
                    onChange=${() => refine({ tipo: processType, carga: '', buscar: '', pagina: '' })} />
                  <span><strong>${processType}</strong><small>${descripcion}</small></span>
                </label>`)}
            </div>
          </fieldset>`}
      <//>
      ${tipo && !carga && html`<${Loads} key=${tipo} tipo=${tipo} buscar=${buscar} pagina=${pagina} />`}
      ${tipo && carga && html`
        <section class="step" aria-labelledby="elegida">
          <h2 class="step-title" id="elegida"><span class="step-number">2</span> Carga</h2>
          <p class="chosen"><strong>${carga}</strong>
            <button type="button" onClick=${() => refine({ carga: '' })}>Elegir otra</button></p>
        </section>
        <${Preview} key=${`${tipo} ${carga}`} processType=${tipo} idCarga=${carga}
          write=${may(caller, 'sync.write')} force=${may(caller, 'sync.admin')} />`}
    <//>
  `;
}

const COLUMNS = [
  {
    title: 'Carga',
    className: 'long',
    cell: (load) => html`<button type="button" class="link"
      onClick=${() => refine({ carga: load.idCarga })}>${load.idCarga}</button>`,
  },
  { title: 'Archivo', className: 'long', cell: (load) => load.nombreArchivo },
  { title: 'Cargada', cell: (load) => html`<${Time} value=${load.fechaCarga} />` },
  { title: 'Registros anunciados', className: 'num', cell: (load) => number(load.registrosAnunciados) },
  {
    title: 'Dealers al día',
    className: 'num',
    cell: (load) => html`${number(load.dealersSincronizados)}
      <span class="muted"> de ${number(load.dealersTotales)} · ${percent(load.porcentaje)}</span>`,
  },
  {
    title: 'Detalle',
    cell: (load) => html`<a href=${href(`/cargas/${load.eventoCargaProcesoId}`)}
      aria-label=${`Ver la carga ${load.idCarga}`}>Ver</a>`,
  },
];

function Loads({ tipo, buscar, pagina }) {
  const loads = useLoad(
    async (signal) =>
      (await ask(
        `/cargas${query({ processType: tipo, sincronizada: false, buscar, page: pagina, size: 10 })}`,
        { signal },
      )).data,
    [tipo, buscar, pagina],
  );
  return html`
    <section class="step" aria-labelledby="cargas">
      <h2 class="step-title" id="cargas"><span class="step-number">2</span> Carga sin sincronizar</h2>
      <${Filters} label="Buscar una carga">
        <${Search} id="buscar" label="Id de carga o archivo" name="buscar" value=${buscar} />
      <//>
      <${Loaded} from=${loads} what="No se pudieron cargar las cargas">
        ${(page) => page.elementos.length
          ? html`
              <${Table} caption="Cargas sin sincronizar" columns=${COLUMNS} rows=${page.elementos}
                keyOf=${(load) => load.eventoCargaProcesoId} busy=${loads.loading} />
              <${Pager} page=${page} path="/iniciar" params=${{ tipo, buscar }} what="cargas" />`
          : html`<${Empty}>${buscar
              ? 'Ninguna carga sin sincronizar coincide con la búsqueda.'
              : html`Todas las cargas de ${tipo} están sincronizadas.
                  <a href=${href('/historial', { tipo })}>Ver sus ejecuciones</a>`}<//>`}
      <//>
    </section>
  `;
}
