import { html, useState } from '../lib.js';
import { get } from '../api.js';
import { clockOf, millis, NONE, number, seconds } from '../format.js';
import { useLoad } from '../hooks.js';
import { Chart } from '../ui/chart.js';
import { Empty, Loaded } from '../ui/states.js';
import { Table } from '../ui/table.js';

const column = (points, read) => points.map((point) => read(point) ?? null);

const COLUMNS = [
  { title: 'Momento', className: 'num-left', cell: (point) => clockOf(seconds(point.instante)) },
  { title: 'Exitosas', className: 'num', cell: (point) => number(point.exitosas) },
  { title: 'Fallidas', className: 'num', cell: (point) => number(point.fallidas) },
  ...['p50', 'p95', 'max'].map((name) => ({
    title: `Latencia ${name}`,
    className: 'num',
    cell: (point) => (point.latenciaMs ? millis(point.latenciaMs[name]) : NONE),
  })),
];

/** Deliveries and their latency over time: as charts, and as the table that they are drawn from. */
export function Deliveries({ id, active }) {
  const found = useLoad(
    (signal) => get(`/${id}/entregas`, signal),
    [id, active],
    active ? 5_000 : undefined,
  );
  const [open, setOpen] = useState(false);
  return html`
    <section class="block" aria-labelledby="entregas">
      <h2 id="entregas">Entregas en el tiempo</h2>
      <${Loaded} from=${found} what="No se pudieron cargar las entregas">
        ${({ puntos = [], segundosPorPunto }) => puntos.length
          ? html`
              <div class="charts">
                <${Chart} title=${`Entregas cada ${segundosPorPunto} s`} kind="bars"
                  times=${column(puntos, (point) => seconds(point.instante))} step=${segundosPorPunto}
                  format=${number}
                  series=${[
                    { name: 'Exitosas', tone: 'ok', values: column(puntos, (point) => point.exitosas) },
                    { name: 'Fallidas', tone: 'bad', values: column(puntos, (point) => point.fallidas) },
                  ]} />
                <${Chart} title="Latencia" kind="lines" step=${segundosPorPunto}
                  times=${column(puntos, (point) => seconds(point.instante))} format=${millis}
                  series=${[
                    { name: 'Mediana', tone: 'run', values: column(puntos, (point) => point.latenciaMs?.p50) },
                    { name: 'p95', tone: 'warn', dash: [6, 4], values: column(puntos, (point) => point.latenciaMs?.p95) },
                    { name: 'Máxima', tone: 'bad', dash: [2, 3], values: column(puntos, (point) => point.latenciaMs?.max) },
                  ]} />
              </div>
              <details open=${open} onToggle=${(event) => setOpen(event.target.open)}>
                <summary>Ver como tabla</summary>
                ${open && html`<${Table} caption="Entregas en el tiempo" columns=${COLUMNS}
                  rows=${puntos} keyOf=${(point) => point.instante} />`}
              </details>`
          : html`<${Empty}>Todavía no hay entregas con respuesta.<//>`}
      <//>
    </section>
  `;
}
