import { html } from '../lib.js';
import { duration, NONE, number, plural, Time } from '../format.js';
import { href } from '../router.js';
import { RunStatus } from '../ui/status.js';
import { Table } from '../ui/table.js';

const COLUMNS = [
  {
    title: 'Ejecución',
    className: 'num-left',
    cell: (run) => html`<a href=${href(`/ejecuciones/${run.syncControlId}`)}>${run.syncControlId}</a>`,
  },
  { title: 'Proceso', cell: (run) => run.processType },
  { title: 'Carga', className: 'long', cell: (run) => run.idCarga },
  { title: 'Estado', cell: (run) => html`<${RunStatus} run=${run} />` },
  {
    title: 'Dealers',
    className: 'num',
    cell: ({ dealers }) => dealers
      ? html`${number(dealers.exitosos)}<span class="muted"> de ${number(dealers.totales)}</span>
          ${dealers.fallidos > 0 && html` <span class="bad-text">(${plural(dealers.fallidos, 'fallido', 'fallidos')})</span>`}
          ${dealers.noEnviados > 0 && html` <span class="muted">(${plural(dealers.noEnviados, 'no enviado', 'no enviados')})</span>`}`
      : NONE,
  },
  { title: 'Registro', cell: (run) => html`<${Time} value=${run.registro} />` },
  { title: 'Duración', className: 'num', cell: (run) => duration(run.duracionSegundos) },
  { title: 'Por', className: 'long', cell: (run) => run.iniciadoPor ?? NONE },
];

export const RunsTable = ({ runs, caption, busy }) => html`
  <${Table} caption=${caption} columns=${COLUMNS} rows=${runs} busy=${busy}
    keyOf=${(run) => run.syncControlId} />
`;
