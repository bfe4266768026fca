import { html, useEffect, useState } from '../lib.js';
import { get, query } from '../api.js';
import { NONE, Time } from '../format.js';
import { useDebounced, useLoad } from '../hooks.js';
import { href, Page, refine } from '../router.js';
import { Field, Filters, Select } from '../ui/filters.js';
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
  const { accion = '', pagina = '' } = params;
  const [user, setUser] = useState(params.usuario ?? '');
  const usuario = useDebounced(user.trim());
  useEffect(() => {
    if (usuario !== (params.usuario ?? '')) refine({ usuario, pagina: '' });
  }, [usuario]);
  const entries = useLoad(
    (signal) =>
      get(`/auditoria${query({ usuario: params.usuario, accion, page: pagina, size: SIZE })}`, signal),
    [params.usuario, accion, pagina],
  );
  return html`
    <${Page} title="Auditoría">
      <${Filters} label="Filtros de la auditoría">
        <${Field} id="usuario" label="Usuario, completo" value=${user} onInput=${setUser} />
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
          : html`<${Empty}>${params.usuario || accion || pagina
              ? html`Ninguna acción cumple los filtros. <a href=${href('/auditoria')}
                  onClick=${() => setUser('')}>Quitarlos</a>`
              : 'Todavía no hay acciones registradas.'}<//>`}
      <//>
    <//>
  `;
}
