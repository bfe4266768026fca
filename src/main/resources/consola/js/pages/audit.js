import { html } from '../lib.js';
import { get, query } from '../api.js';
import { NONE, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { href, Page, refine } from '../router.js';
import { Filters, Search, Select, When } from '../ui/filters.js';
import { Pager } from '../ui/pager.js';
import { Empty, Loaded } from '../ui/states.js';
import { Table } from '../ui/table.js';

const SIZE = 25;
const ACTIONS = { INICIAR: 'Iniciar', FORZAR: 'Forzar', CANCELAR: 'Cancelar', LIMPIAR_LOCKS: 'Limpiar locks', LIBERAR_LOCK: 'Quitar lock', PAUSAR: 'Pausar', REANUDAR: 'Reanudar',
  COMPROBAR: 'Comprobar dealer' };

const COLUMNS = [
  { title: 'Momento', cell: (entry) => html`<${Time} value=${entry.instante} />` },
  { title: 'Usuario', className: 'long', cell: (entry) => entry.usuario },
  { title: 'Acción', cell: (entry) => ACTIONS[entry.accion] ?? entry.accion },
  {
    title: 'Sobre',
    className: 'long',
    cell: (entry) => html`
      ${[entry.processType, entry.idCarga].filter(Boolean).join(' · ') || NONE}
      ${entry.syncControlId != null && html` <a href=${href(`/ejecuciones/${entry.syncControlId}`)}>
        ejecución ${entry.syncControlId}</a>`}
      ${entry.bac && html` <span>dealer ${entry.bac}</span>`}`,
  },
  { title: 'Desde', cell: (entry) => entry.origen ?? NONE },
  {
    title: 'Correlación',
    className: 'long',
    cell: (entry) => entry.correlationId ? html`<code>${entry.correlationId}</code>` : NONE,
  },
];

/** Who did what. */
export function Audit({ params }) {
  const { accion = '', usuario = '', desde = '', hasta = '', pagina = '' } = params;
  const entries = useLoad(
    (signal) =>
      get(`/auditoria${query({ usuario, accion, desde, hasta, page: pagina, size: SIZE })}`, signal),
    [usuario, accion, desde, hasta, pagina],
  );
  return html`
    <${Page} title="Auditoría">
      <${Filters} label="Filtros de la auditoría">
        <${Search} id="usuario" label="Usuario, completo" name="usuario" value=${usuario} />
        <${When} desde=${desde} hasta=${hasta} />
        <${Select} id="accion" label="Acción" value=${accion} any="Todas"
          options=${Object.entries(ACTIONS)}
          onChange=${(value) => refine({ accion: value, pagina: '' })} />
      <//>
      <${Loaded} from=${entries} what="No se pudo cargar la auditoría">
        ${(page) => page.elementos.length
          ? html`
              <${Table} caption="Acciones, la más nueva primero" columns=${COLUMNS}
                rows=${page.elementos} keyOf=${(entry) => entry.id} busy=${entries.loading} />
              <${Pager} page=${page} path="/auditoria" params=${params} what="acciones" />`
          : html`<${Empty}>${usuario || accion || desde || hasta || pagina
              ? html`Ninguna acción cumple los filtros. <a href=${href('/auditoria')}>Quitarlos</a>`
              : 'Todavía no hay acciones registradas.'}<//>`}
      <//>
    <//>
  `;
}
