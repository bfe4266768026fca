import { html } from '../lib.js';
import { get, query } from '../api.js';
import { useLoad } from '../hooks.js';
import { href, Page, refine } from '../router.js';
import { Filters, Search, Select, When } from '../ui/filters.js';
import { Pager } from '../ui/pager.js';
import { Empty, Loaded } from '../ui/states.js';
import { RUN_STATES, wordOf } from '../ui/status.js';
import { RunsTable } from './runs-table.js';

const SIZE = 20;

/** All runs, newest first. The filters are in the address, so a view can be passed on. */
export function History({ params }) {
  const { tipo = '', estado = '', carga = '', desde = '', hasta = '', pagina = '' } = params;
  const types = useLoad((signal) => get('/procesos', signal));
  const runs = useLoad(
    (signal) =>
      get(query({ processType: tipo, status: estado, idCarga: carga, desde, hasta, page: pagina, size: SIZE }), signal),
    [tipo, estado, carga, desde, hasta, pagina],
    15_000,
  );
  return html`
    <${Page} title="Historial">
      <${Filters} label="Filtros del historial">
        <${Select} id="tipo" label="Proceso" value=${tipo} any="Todos"
          options=${(types.data ?? []).map((type) => [type.processType, type.processType])}
          onChange=${(value) => refine({ tipo: value, pagina: '' })} />
        <${Select} id="estado" label="Estado" value=${estado} any="Todos"
          options=${RUN_STATES.map((state) => [state, wordOf(state)])}
          onChange=${(value) => refine({ estado: value, pagina: '' })} />
        <${Search} id="carga" label="Id de carga, completo" name="carga" value=${carga} />
        <${When} desde=${desde} hasta=${hasta} />
      <//>
      <${Loaded} from=${runs} what="No se pudo cargar el historial">
        ${(page) => page.elementos.length
          ? html`
              <${RunsTable} runs=${page.elementos} caption="Historial de ejecuciones"
                busy=${runs.loading} />
              <${Pager} page=${page} path="/historial" params=${params} what="ejecuciones" />`
          : html`<${Empty}>${tipo || estado || carga || desde || hasta || pagina
              ? html`Ninguna ejecución cumple los filtros. <a href=${href('/historial')}>Quitarlos</a>`
              : html`Todavía no hay ejecuciones. <a href=${href('/iniciar')}>Iniciar la primera</a>`}<//>`}
      <//>
    <//>
  `;
}
