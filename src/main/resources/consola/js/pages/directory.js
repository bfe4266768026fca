import { html } from '../lib.js';
import { get, query } from '../api.js';
import { NONE, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { href, Page, refine } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Filters, Search, Select } from '../ui/filters.js';
import { Pager } from '../ui/pager.js';
import { ResendDealer } from '../ui/resend.js';
import { Empty, Loaded } from '../ui/states.js';
import { Status } from '../ui/status.js';
import { Table } from '../ui/table.js';

const SIZE = 25;

const COLUMNS = [
  {
    title: 'BAC',
    className: 'num-left',
    cell: (dealer) => dealer.bac.trim()
      ? html`<a href=${href(`/dealers/${encodeURIComponent(dealer.bac)}`)}>${dealer.bac}</a>` : NONE,
  },
  { title: 'Nombre', className: 'long', cell: (dealer) => dealer.nombre ?? NONE },
  { title: 'Proceso', cell: (dealer) => dealer.processType },
  { title: 'Situación', cell: (dealer) => html`<${Status} of=${dealer.situacion} />` },
  {
    title: 'Le falta desde',
    className: 'long',
    cell: ({ situacion, atrasadoDesde, ultimaConfirmacion }) => {
      if (situacion === 'AL_DIA') return NONE;
      if (atrasadoDesde) return html`<a href=${href(`/cargas/${atrasadoDesde.eventoCargaProcesoId}`)}>${atrasadoDesde.idCarga}</a>`;
      return ultimaConfirmacion ? NONE : 'nunca ha confirmado';
    },
  },
  {
    title: 'Última confirmación',
    cell: ({ ultimaConfirmacion }) => html`<${Time} value=${ultimaConfirmacion?.fecha} />`,
  },
  { title: 'Última falla', className: 'long', cell: (dealer) => dealer.error ?? NONE },
];

const RESENDING = {
  title: 'Acción',
  cell: (dealer) => dealer.bac.trim()
    ? html`<${ResendDealer} bac=${dealer.bac} name=${dealer.nombre} processType=${dealer.processType}
        idCarga=${dealer.idCarga} confirmed=${dealer.situacion === 'AL_DIA'} />` : NONE,
};

/** Who has the newest loads, and who is behind. */
export function Directory({ params }) {
  const { buscar = '', situacion = '', tipo = '', pagina = '' } = params;
  const write = may(useStore(session), 'sync.write');
  const types = useLoad((signal) => get('/procesos', signal));
  const found = useLoad(
    (signal) => get(`/dealers${query({ buscar, situacion, processType: tipo, page: pagina, size: SIZE })}`, signal),
    [buscar, situacion, tipo, pagina],
    30_000,
  );
  return html`
    <${Page} title="Dealers">
      <${Filters} label="Buscar dealers">
        <${Search} id="buscar" label="BAC, nombre o servidor" name="buscar" value=${buscar} />
        <${Select} id="situacion" label="Situación" value=${situacion} any="Todas"
          options=${[['ATRASADO', 'Atrasado'], ['AL_DIA', 'Al día']]}
          onChange=${(value) => refine({ situacion: value, pagina: '' })} />
        <${Select} id="tipo" label="Proceso" value=${tipo} any="Todos"
          options=${(types.data ?? []).map((type) => [type.processType, type.processType])}
          onChange=${(value) => refine({ tipo: value, pagina: '' })} />
      <//>
      <${Loaded} from=${found} what="No se pudieron cargar los dealers">
        ${(page) => page.elementos.length
          ? html`
              <${Table} caption="Dealers de las cargas más recientes" columns=${write ? [...COLUMNS, RESENDING] : COLUMNS} rows=${page.elementos}
                keyOf=${(dealer) => page.elementos.indexOf(dealer)} busy=${found.loading} />
              <${Pager} page=${page} path="/dealers" params=${params} what="dealers" />`
          : html`<${Empty}>Ningún dealer de las cargas más recientes cumple los filtros.
              ${' '}<a href=${href('/dealers')}>Quitarlos</a><//>`}
      <//>
    <//>
  `;
}
