/** The libraries, by addresses that hold their version (pom.xml has the same two). */
export {
  html,
  render,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from '../lib/htm/3.1.1/preact/standalone.module.js';

/** Charts are large, so only the page that draws one asks for them. */
export const loadCharts = async () =>
  (await import('../lib/uplot/1.6.30/dist/uPlot.esm.js')).default;
