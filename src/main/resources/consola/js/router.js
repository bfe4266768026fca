import { html, useEffect, useLayoutEffect, useRef } from './lib.js';
import { query } from './api.js';
import { store } from './store.js';

const read = () => {
  const [path, search] = (location.hash.startsWith('#/') ? location.hash.slice(1) : '/').split('?');
  return {
    path,
    parts: path.split('/').filter(Boolean),
    params: Object.fromEntries(new URLSearchParams(search)),
  };
};

/** Where the page is, by the part of its address behind the hash. */
export const route = store(read());

addEventListener('hashchange', () => {
  // Any other hash is an anchor, not a place.
  if (location.hash === '' || location.hash.startsWith('#/')) route.set(read());
});

/** A real link's address. */
export const href = (path, params = {}) => `#${path}${query(params)}`;

export const go = (path, params) => {
  location.hash = href(path, params);
};

/** Other parameters of the same place, which is no step back in the history. */
export function refine(change) {
  const { path, params } = route.get();
  history.replaceState(null, '', href(path, { ...params, ...change }));
  route.set(read());
}

let arrived = false;

/** A page: names the document, and takes the focus when somebody comes to it by a link. */
export function Page({ title, name = title, actions, children }) {
  const heading = useRef();
  useLayoutEffect(() => {
    if (arrived) {
      heading.current.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    arrived = true;
  }, []);
  useEffect(() => {
    document.title = `${name} · Consola · dealer-sync`;
  }, [name]);
  return html`
    <header class="page-head">
      <h1 ref=${heading} tabindex="-1">${title}</h1>
      ${actions && html`<div class="actions">${actions}</div>`}
    </header>
    ${children}
  `;
}
