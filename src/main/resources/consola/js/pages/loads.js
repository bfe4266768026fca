import { html } from '../lib.js';
import { get, query } from '../api.js';
import { NONE, number, percent, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { href, Page, refine } from '../router.js';
import { Filters, Search, Select, When } from '../ui/filters.js';
import { Pager } from '../ui/pager.js';
import { Empty, Loaded } from '../ui/states.js';
import { Badge } from '../ui/status.js';
import { Table } from '../ui/table.js';

const COLUMNS = [
  {
    title: 'Carga',
    className: 'long',
    cell: (load) => html`<a href=${href(`/cargas/${load.eventoCargaProcesoId}`)}>${load.idCarga ?? load.eventoCargaProcesoId}</a>`,
  },
  { title: 'Proceso', cell: (load) => load.processType ?? NONE },
  { title: 'Cargada', cell: (load) => html`<${Time} value=${load.fechaCarga} />` },
  {
    title: 'Estado',
    cell: (load) => load.sincronizada
      ? html`<${Badge} tone="ok" icon="ok">Sincronizada<//>`
      : load.registros == null
        ? load.rechazada
          ? html`<${Badge} tone="bad" icon="bad">Rechazada<//>`
          : html`<${Badge} tone="idle" icon="none">Nunca iniciada<//>`
        : html`<${Badge} tone="warn" icon="wait">Sin sincronizar<//>`,
  },
  {
    title: 'Registros',
    className: 'num',
    cell: (load) => html`${number(load.registros)}
      ${load.registrosAnunciados != null && html`<span class="muted"> de ${number(load.registrosAnunciados)} anunciados</span>`}`,
  },
  {
    title: 'Dealers al día',
    className: 'num',
    cell: (load) => html`${number(load.dealersSincronizados)}
      <span class="muted"> de ${number(load.dealersTotales)} · ${percent(load.porcentaje)}</span>`,
  },
  {
    title: 'Guardián',
    className: 'long',
    cell: (load) => load.avisos
      ? html`<span class=${load.rechazada ? 'bad-text' : undefined}>${!load.rechazada && 'Se dejó pasar: '}${load.avisos}</span>`
      : NONE,
  },
  { title: 'Archivo', className: 'long', cell: (load) => load.nombreArchivo ?? NONE },
];

/** Every load, also those that nobody has started. */
export function LoadsPage({ params }) {
  const { tipo = '', sincronizada = '', buscar = '', desde = '', hasta = '', pagina = '' } = params;
  const types = useLoad((signal) => get('/procesos', signal));
  const found = useLoad(
    (signal) => get(`/cargas${query({ processType: tipo, sincronizada, buscar, desde, hasta, page: pagina, size: 25 })}`, signal),
    [tipo, sincronizada, buscar, desde, hasta, pagina],
    30_000,
  );
  return html`
    <${Page} title="Cargas">
      <${Filters} label="Buscar cargas">
        <${Search} id="buscar" label="Id de carga o archivo" name="buscar" value=${buscar} />
        <${Select} id="tipo" label="Proceso" value=${tipo} any="Todos"
          options=${(types.data ?? []).map((type) => [type.processType, type.processType])}
          onChange=${(value) => refine({ tipo: value, pagina: '' })} />
        <${Select} id="sincronizada" label="Estado" value=${sincronizada} any="Todas"
          options=${[['false', 'Sin sincronizar'], ['true', 'Sincronizada']]}
          onChange=${(value) => refine({ sincronizada: value, pagina: '' })} />
        <${When} desde=${desde} hasta=${hasta} />
      <//>
      <${Loaded} from=${found} what="No se pudieron cargar las cargas">
        ${(page) => page.elementos.length
          ? html`
              <${Table} caption="Cargas, la más nueva primero" columns=${COLUMNS} rows=${page.elementos}
                keyOf=${(load) => load.eventoCargaProcesoId} busy=${found.loading} />
              <${Pager} page=${page} path="/cargas" params=${params} what="cargas" />`
          : html`<${Empty}>Ninguna carga cumple los filtros. <a href=${href('/cargas')}>Quitarlos</a><//>`}
      <//>
    <//>
  `;
}
