import { html, useEffect, useState } from '../lib.js';
import { download, get, query } from '../api.js';
import { bytes, millis, NONE, number, Time } from '../format.js';
import { useDebounced, useLoad } from '../hooks.js';
import { failed, told } from '../notices.js';
import { href, refine } from '../router.js';
import { Field, Filters, Select } from '../ui/filters.js';
import { Icon } from '../ui/icons.js';
import { Pager } from '../ui/pager.js';
import { Empty, Loaded } from '../ui/states.js';
import { DEALER_STATES, Status, wordOf } from '../ui/status.js';
import { Table } from '../ui/table.js';

const SIZE = 25;

const COLUMNS = [
  { title: 'BAC', className: 'num-left', cell: (dealer) => dealer.bac.trim() || NONE },
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

/**
 * What became of each dealer of a run or of a load, with search: `of` is where they are asked for,
 * `place` the page that shows them. As a file, too, where there is a `file`.
 */
export function Dealers({ of, place, caption, params, live = false, file }) {
  const { estado = '', buscar = '', pagina = '' } = params;
  const [search, setSearch] = useState(buscar);
  const asked = useDebounced(search.trim());
  useEffect(() => {
    if (asked !== buscar) refine({ buscar: asked, pagina: '' });
  }, [asked]);
  const dealers = useLoad(
    (signal) => get(`${of}/dealers${query({ estado, buscar, page: pagina, size: SIZE })}`, signal),
    [of, estado, buscar, pagina, live],
    live ? 3_000 : undefined,
  );
  return html`
    <section class="block" aria-labelledby="dealers">
      <div class="block-head">
        <h2 id="dealers">Dealers</h2>
        ${file && html`<${Csv} of=${of} file=${file} estado=${estado} buscar=${search.trim()} />`}
      </div>
      <${Filters} label="Filtros de dealers">
        <${Field} id="dealer" label="BAC o nombre" value=${search} onInput=${setSearch} />
        <${Select} id="estado" label="Estado" value=${estado} any="Todos"
          options=${DEALER_STATES.map((state) => [state, wordOf(state)])}
          onChange=${(value) => refine({ estado: value, pagina: '' })} />
      <//>
      <${Loaded} from=${dealers} what="No se pudieron cargar los dealers">
        ${(page) => page.elementos.length
          ? html`
              <${Table} caption=${caption} columns=${COLUMNS}
                rows=${page.elementos} keyOf=${(dealer) => page.elementos.indexOf(dealer)} busy=${dealers.loading} />
              <${Pager} page=${page} path=${place} params=${params} what="dealers" />`
          : html`<${Empty}>${estado || buscar || pagina
              ? html`Ningún dealer cumple los filtros. <a href=${href(place)}
                  onClick=${() => setSearch('')}>Quitarlos</a>`
              : 'La carga no tiene dealers.'}<//>`}
      <//>
    </section>
  `;
}

/** The file holds what the filters say now, also before the table does. */
function Csv({ of, file, estado, buscar }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const size = await download(`${of}/dealers.csv${query({ estado, buscar })}`, file);
      told(`${file} descargado (${bytes(size)})`);
    } catch (error) {
      failed('El archivo no se descargó', error);
    } finally {
      setBusy(false);
    }
  };
  return html`
    <button type="button" disabled=${busy} onClick=${save}>
      <${Icon} name="save" />${busy ? 'Descargando…' : 'Descargar CSV'}
    </button>
  `;
}
