import { html } from '../lib.js';

/**
 * A table that becomes a list of cards where it is narrow. The roles are written out because a
 * table that is laid out as something else is none to a screen reader.
 *
 * @param columns {title, cell: row => what is in it, className}; the first one heads its row
 * @param wide whether it may be wider than the page, and is scrolled then, also by keyboard
 */
export const Table = ({ caption, columns, rows, keyOf, busy, wide }) => html`
  <div class=${wide ? 'table-frame wide' : 'table-frame'} role=${wide ? 'region' : undefined}
    aria-label=${wide ? caption : undefined} tabindex=${wide ? 0 : undefined}>
    <table role="table" aria-busy=${busy ? 'true' : 'false'}>
      <caption class="unseen">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((column) => html`
            <th role="columnheader" scope="col" class=${column.className}>${column.title}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((row) => html`
          <tr role="row" key=${keyOf(row)}>
            ${columns.map((column, i) => i === 0
              ? html`<th role="rowheader" scope="row" class=${column.className}
                  data-title=${column.title}>${column.cell(row)}</th>`
              : html`<td role="cell" class=${column.className}
                  data-title=${column.title}>${column.cell(row)}</td>`)}
          </tr>`)}
      </tbody>
    </table>
  </div>
`;
