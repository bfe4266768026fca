import { html, useMemo, useState } from '../lib.js';
import { download, get, query } from '../api.js';
import { bytes, millis, NONE, number, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { failed, told } from '../notices.js';
import { href, refine } from '../router.js';
import { may, session } from '../session.js';
import { useStore } from '../store.js';
import { Filters, Search, Select } from '../ui/filters.js';
import { Icon } from '../ui/icons.js';
import { Pager } from '../ui/pager.js';
import { ResendDealer } from '../ui/resend.js';
import { Empty, Loaded } from '../ui/states.js';
import { DEALER_STATES, Status, wordOf } from '../ui/status.js';
import { Table } from '../ui/table.js';

const SIZE = 25;

/** Where a comma parts the decimals, spreadsheets part the columns by a semicolon. */
const SEMICOLON = new Intl.NumberFormat(navigator.language).format(1.5).includes(',');

const COLUMNS = [
  { title: 'BAC', className: 'num-left', cell: (dealer) => dealer.bac.trim()
    ? html`<a href=${href(`/dealers/${encodeURIComponent(dealer.bac)}`)}>${dealer.bac}</a>` : NONE },
  { title: 'Nombre', className: 'long', cell: (dealer) => dealer.nombre ?? NONE },
  { title: 'Estado', cell: (dealer) => html`<${Status} of=${dealer.estado} />` },
  { title: 'Intentos', className: 'num', cell: (dealer) => number(dealer.intentos) },
  { title: 'Último intento', cell: (dealer) => html`<${Time} value=${dealer.ultimoIntento} clockOnly />` },
  { title: 'Duración', className: 'num', cell: (dealer) => millis(dealer.duracionMs) },
  { title: 'HTTP', className: 'num', cell: (dealer) => dealer.codigoHttp ?? NONE },
  {
    title: 'Token o error',
    className: 'long',
    cell: (dealer) => dealer.error
      ? html`<span class=${dealer.estado === 'FALLIDO' ? 'bad-text' : undefined}>${dealer.error}</span>`
      : dealer.token ? html`<code class="breakable">${dealer.token}</code>` : NONE,
  },
];

const resending = (processType) => ({
  title: 'Acción',
  cell: (dealer) => dealer.bac.trim()
    ? html`<${ResendDealer} bac=${dealer.bac} name=${dealer.nombre} processType=${processType}
        confirmed=${dealer.estado === 'EXITOSO'} />` : NONE,
});

/**
 * What became of each dealer of a run or of a load, with search: `of` is where they are asked for,
 * `place` the page that shows them. As a file, too, where there is a `file`. `resend` is the process
 * type whose current load they may be sent again.
 */
export function Dealers({ of, place, caption, params, live = false, file, resend }) {
  const { estado = '', buscar = '', causa = '', servidor = '', pagina = '' } = params;
  const [typed, setTyped] = useState(buscar);
  const filter = { estado, buscar, causa, servidor };
  const write = may(useStore(session), 'sync.write');
  const columns = useMemo(() => (resend && write ? [...COLUMNS, resending(resend)] : COLUMNS), [resend, write]);
  const dealers = useLoad(
    (signal) => get(`${of}/dealers${query({ ...filter, page: pagina, size: SIZE })}`, signal),
    [of, estado, buscar, causa, servidor, pagina, live],
    live ? 3_000 : undefined,
  );
  return html`
    <section class="block" aria-labelledby="dealers">
      <div class="block-head">
        <h2 id="dealers" tabindex="-1">Dealers</h2>
        ${file && html`<${Csv} of=${of} file=${file} filter=${{ ...filter, buscar: typed }} />`}
      </div>
      <${Filters} label="Filtros de dealers">
        <${Search} id="dealer" label="BAC, nombre o servidor" name="buscar" value=${buscar} onText=${setTyped} />
        <${Select} id="estado" label="Estado" value=${estado} any="Todos"
          options=${DEALER_STATES.map((state) => [state, wordOf(state)])}
          onChange=${(value) => refine({ estado: value, pagina: '' })} />
      <//>
      ${(causa || servidor) && html`<p class="chosen"><span>Sólo: ${[causa, servidor].filter(Boolean).join(' · ')}</span>
        <button type="button" onClick=${() => refine({ causa: '', servidor: '', pagina: '' })}>Quitar</button></p>`}
      <${Loaded} from=${dealers} what="No se pudieron cargar los dealers">
        ${(page) => page.elementos.length
          ? html`
              <${Table} caption=${caption} columns=${columns}
                rows=${page.elementos} keyOf=${(dealer) => page.elementos.indexOf(dealer)} busy=${dealers.loading} />
              <${Pager} page=${page} path=${place} params=${params} what="dealers" />`
          : html`<${Empty}>${estado || buscar || causa || servidor || pagina
              ? html`Ningún dealer cumple los filtros. <a href=${href(place)}>Quitarlos</a>`
              : 'La carga no tiene dealers.'}<//>`}
      <//>
    </section>
  `;
}

/** The file holds what the filters say now, also before the table does. */
function Csv({ of, file, filter }) {
  const [busy, setBusy] = useState(false);
  const [semicolon, setSemicolon] = useState(SEMICOLON);
  const save = async () => {
    setBusy(true);
    try {
      const size = await download(`${of}/dealers.csv${query({ ...filter, separador: semicolon ? ';' : '' })}`, file);
      told(`${file} descargado (${bytes(size)})`);
    } catch (error) {
      failed('El archivo no se descargó', error);
    } finally {
      setBusy(false);
    }
  };
  return html`
    <div class="actions">
      <label class="tick"><input type="checkbox" checked=${semicolon}
        onChange=${(event) => setSemicolon(event.target.checked)} /><span>Con punto y coma</span></label>
      <button type="button" disabled=${busy} onClick=${save}>
        <${Icon} name="save" />${busy ? 'Descargando…' : 'Descargar CSV'}
      </button>
    </div>
  `;
}
