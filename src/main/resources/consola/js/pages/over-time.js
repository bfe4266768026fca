import { html, useState } from '../lib.js';
import { get } from '../api.js';
import { number, percent, seconds, Time } from '../format.js';
import { useLoad } from '../hooks.js';
import { href } from '../router.js';
import { Chart } from '../ui/chart.js';
import { Empty, Failure, Loaded, Loading } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { Tiles } from '../ui/tiles.js';

const COLUMNS = [
  { title: 'Momento', cell: (point) => html`<${Time} value=${point.instante} />` },
  { title: 'Dealers que la tenían', className: 'num', cell: (point) => number(point.exitosos) },
];

/** The first point at which so large a part of the dealers had confirmed. */
const reached = (points, wanted) => points.find((point) => point.exitosos >= wanted);

/** How many dealers had a load at which time. */
export function CoverageOverTime({ load }) {
  const total = load.cobertura.totales;
  const found = useLoad((signal) => get(`/cargas/${load.eventoCargaProcesoId}/cobertura`, signal),
    [load.eventoCargaProcesoId, load.cobertura.exitosos]);
  const [open, setOpen] = useState(false);
  return html`
    <section class="block" aria-labelledby="cobertura">
      <h2 id="cobertura">Cobertura en el tiempo</h2>
      <${Loaded} from=${found} what="No se pudo cargar la cobertura">
        ${({ puntos }) => puntos.length
          ? html`
              <ul class="milestones">
                <${Milestone} what="El primero confirmó" point=${puntos[0]} total=${total} />
                <${Milestone} what="La mitad la tenía" point=${reached(puntos, total / 2)} total=${total} />
                <${Milestone} what="El 90 % la tenía" point=${reached(puntos, 0.9 * total)} total=${total} />
                ${puntos.length > 1 && html`<${Milestone} what="El último hasta ahora" point=${puntos.at(-1)} total=${total} />`}
              </ul>
              ${puntos.length > 2 && html`<div class="charts"><${Chart} title="Dealers que la tenían" kind="lines"
                times=${puntos.map((point) => seconds(point.instante))} step=${1} format=${number}
                series=${[{ name: 'Dealers', tone: 'ok', values: puntos.map((point) => point.exitosos) }]} /></div>`}
              <details open=${open} onToggle=${(event) => setOpen(event.target.open)}>
                <summary>Ver como tabla</summary>
                ${open && html`<${Table} caption="Cobertura en el tiempo" columns=${COLUMNS}
                  rows=${puntos} keyOf=${(point) => point.instante} />`}
              </details>`
          : html`<${Empty}>Ningún dealer la ha confirmado todavía.<//>`}
      <//>
    </section>
  `;
}

const Milestone = ({ what, point, total }) => point && html`
  <li><span class="muted">${what}</span> <strong><${Time} value=${point.instante} /></strong>
    ${' '}<span class="muted">${number(point.exitosos)} de ${number(total)}, ${percent(total ? (100 * point.exitosos) / total : 0)}</span></li>
`;

/** What is new in a load; asked for only by those who want it, because two contents are read for it. */
export function Difference({ load }) {
  const [open, setOpen] = useState(false);
  return html`
    <section class="block" aria-labelledby="diferencia">
      <h2 id="diferencia">Diferencia con la anterior</h2>
      <details open=${open} onToggle=${(event) => setOpen(event.target.open)}>
        <summary>Comparar con la carga anterior</summary>
        ${open && html`<${Compared} id=${load.eventoCargaProcesoId} />`}
      </details>
    </section>
  `;
}

function Compared({ id }) {
  const found = useLoad((signal) => get(`/cargas/${id}/diferencia`, signal), [id]);
  if (found.error?.status === 404) return html`<${Empty}>${found.error.message}<//>`;
  if (found.error) return html`<${Failure} what="No se pudo comparar" error=${found.error} retry=${found.reload} />`;
  if (!found.data) return html`<${Loading} what="Comparando…" />`;
  const { anterior, clave, registrosAntes, registrosAhora, agregados, quitados, cambiados, ejemplos } = found.data;
  const same = agregados === 0 && quitados === 0 && !cambiados;
  return html`
    <div role="status"><p>Comparada con la carga
      ${' '}<a href=${href(`/cargas/${anterior.eventoCargaProcesoId}`)}>${anterior.idCarga}</a>.
      ${' '}${same && 'Traen los mismos registros. '}${clave
        ? html`Un registro es el mismo si coincide en <code>${clave.join(', ')}</code>.`
        : 'El proceso no nombra una clave, así que un registro cambiado cuenta como quitado y como agregado.'}</p></div>
    <${Tiles} of=${[
        ['Registros antes', registrosAntes],
        ['Registros ahora', registrosAhora],
        ['Agregados', agregados],
        ['Quitados', quitados],
        ...(clave ? [['Cambiados', cambiados]] : []),
      ]} />
    <${Examples} title="Agregados" of=${ejemplos.agregados} total=${agregados} />
    <${Examples} title="Quitados" of=${ejemplos.quitados} total=${quitados} />
    ${ejemplos.cambiados.length > 0 && html`
      <h3>${ejemplos.cambiados.length < cambiados ? `Cambiados, los primeros ${ejemplos.cambiados.length}` : 'Cambiados'}</h3>
      <ul class="records">${ejemplos.cambiados.map(({ antes, ahora }) => html`
        <li><dl class="changes">${fieldsThatDiffer(antes, ahora, clave).map(([field, was, is]) => html`
          <div><dt>${field}</dt><dd>${was === is ? text(is) : html`<del>${text(was)}</del> <ins>${text(is)}</ins>`}</dd></div>`)}</dl></li>`)}
      </ul>`}
  `;
}

const Examples = ({ title, of, total }) => of.length > 0 && html`
  <h3>${of.length < total ? `${title}, los primeros ${of.length}` : title}</h3>
  <ul class="records">${of.map((record) => html`<li><code class="breakable">${JSON.stringify(record)}</code></li>`)}</ul>
`;

const text = (value) => (value == null ? 'nulo' : String(value));

/** The key first, then what changed. */
const fieldsThatDiffer = (was, is, key) => [
  ...key.map((field) => [field, is[field], is[field]]),
  ...Object.keys({ ...was, ...is })
    .filter((field) => !key.includes(field) && was[field] !== is[field])
    .map((field) => [field, was[field], is[field]]),
];
