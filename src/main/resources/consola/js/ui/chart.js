import { html, loadCharts, useEffect, useRef, useState } from '../lib.js';
import { clockOf } from '../format.js';

const HEIGHT = 180;
const dark = matchMedia('(prefers-color-scheme: dark)');

/**
 * A chart over time.
 *
 * @param kind 'bars', stacked, or 'lines'
 * @param times seconds, ascending; step the seconds between two of them
 * @param series {name, tone, values, dash}
 * @param format of a value, for people
 */
export function Chart({ title, kind, times, step, series, format }) {
  const frame = useRef();
  const plot = useRef();
  const [scheme, setScheme] = useState(dark.matches);
  const [at, setAt] = useState(null);
  useEffect(() => {
    const changed = () => setScheme(dark.matches);
    dark.addEventListener('change', changed);
    return () => dark.removeEventListener('change', changed);
  }, []);

  useEffect(() => {
    let gone = false;
    const resize = new ResizeObserver(([{ contentRect }]) =>
      plot.current?.setSize({ width: Math.floor(contentRect.width), height: HEIGHT }));
    loadCharts().then((Plot) => {
      if (gone) return;
      const width = Math.floor(frame.current.clientWidth);
      plot.current = new Plot(options(Plot, { width, kind, series, step, format, setAt }),
        table(kind, times, series), frame.current);
      resize.observe(frame.current);
    });
    return () => {
      gone = true;
      resize.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [scheme, kind, step]);
  useEffect(() => plot.current?.setData(table(kind, times, series)), [times, series]);

  return html`
    <figure class="chart">
      <figcaption>
        <span>${title}</span>
        <ul class="legend">
          ${series.map(({ name, tone, values, dash }) => html`
            <li><span class=${`swatch ${tone} ${dash ? 'dashed' : ''}`} aria-hidden="true"></span>${name}
              ${at != null && html` <strong>${format(values[at])}</strong>`}</li>`)}
          ${at != null && html`<li class="muted">${clockOf(times[at])}</li>`}
        </ul>
      </figcaption>
      <div class="plot" ref=${frame} role="img"
        aria-label=${`${title}: ${series.map((one) => `${one.name} hasta ${format(Math.max(0, ...one.values))}`).join(', ')}`}></div>
    </figure>
  `;
}

/** Bars stand on each other: each series is drawn as the sum of itself and those below it. */
function table(kind, times, series) {
  if (kind !== 'bars') return [times, ...series.map((one) => one.values)];
  const sums = [];
  series.forEach(({ values }, i) =>
    sums.push(values.map((value, j) => (value ?? 0) + (i ? sums[i - 1][j] : 0))));
  // The tallest first, so that the others are drawn over it.
  return [times, ...sums.reverse()];
}

function options(Plot, { width, kind, series, step, format, setAt }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const bars = kind === 'bars' ? Plot.paths.bars({ size: [0.75, 40] }) : undefined;
  const drawn = kind === 'bars' ? [...series].reverse() : series;
  const axis = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), size: 4 },
    font: '12px system-ui, sans-serif',
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'run' } },
    tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), 'UTC'),
    scales: {
      x: { range: (_, min, max) => [min - step / 2, max + step / 2] },
      y: { range: (_, min, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      { ...axis, size: 32, space: 80, values: (_, ticks) => ticks.map(clockOf) },
      { ...axis, size: 64, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5],
        values: (_, ticks) => ticks.map(format) },
    ],
    series: [
      {},
      ...drawn.map(({ name, tone, dash }) => ({
        label: name,
        stroke: colour(tone),
        fill: bars && colour(tone),
        paths: bars,
        dash,
        width: bars ? 0 : 2,
        spanGaps: true,
        points: { show: !bars, size: 5 },
      })),
    ],
    hooks: { setCursor: [(plot) => setAt(plot.cursor.idx ?? null)] },
  };
}
