import { html } from '../lib.js';
import { get } from '../api.js';
import { number, plural } from '../format.js';
import { useLoad } from '../hooks.js';
import { href } from '../router.js';
import { ResendGroup } from './resend.js';
import { Loaded } from './states.js';

/**
 * Why dealers failed, each cause and each host a filter of the dealers below.
 *
 * @param load whose dealers can be sent to again, {id, processType}; none if absent
 */
export function Failures({ of, place, params, live, turn, load }) {
  const found = useLoad((signal) => get(`${of}/fallas`, signal), [of, live, turn], live ? 10_000 : undefined);
  if (found.data && found.data.total === 0) return null;
  const to = (change) => href(place, { ...params, estado: 'FALLIDO', pagina: '', causa: '', servidor: '', ...change });
  return html`
    <section class="block" aria-labelledby="fallas">
      <h2 id="fallas">Fallas por causa</h2>
      <${Loaded} from=${found} what="No se pudieron cargar las fallas">
        ${({ causas }) => html`
          <ul class="causes">
            ${causas.map(({ causa, dealers, servidores }) => html`
              <li class="panel">
                <a class="cause" href=${to({ causa })} aria-current=${params.causa === causa && !params.servidor ? 'true' : undefined}>
                  <strong>${number(dealers)}</strong> × ${causa}</a>
                ${load && html`<${ResendGroup} load=${load.id} processType=${load.processType} causa=${causa} />`}
                <ul class="hosts">
                  ${servidores.map((host) => html`
                    <li><a class="breakable" href=${to({ causa, servidor: host.servidor })}
                      aria-current=${params.causa === causa && params.servidor === host.servidor ? 'true' : undefined}
                      aria-label=${`${host.servidor}: ${plural(host.dealers, 'dealer', 'dealers')}`}>
                      ${host.servidor}</a> <span class="muted">${number(host.dealers)}</span>
                      ${load && servidores.length > 1 && html` <${ResendGroup} load=${load.id}
                        processType=${load.processType} causa=${causa} servidor=${host.servidor} />`}</li>`)}
                </ul>
              </li>`)}
          </ul>`}
      <//>
    </section>
  `;
}
