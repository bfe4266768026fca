import { html, useEffect, useRef, useState } from '../lib.js';
import { get, post } from '../api.js';
import { bytes, NONE, number, plural } from '../format.js';
import { useLoad, useNow } from '../hooks.js';
import { failed, told } from '../notices.js';
import { go, href } from '../router.js';
import { session } from '../session.js';
import { useStore } from '../store.js';
import { isKnown } from '../ui/age.js';
import { Icon } from '../ui/icons.js';
import { PauseEnd } from '../ui/pause.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Table } from '../ui/table.js';

/** A preview reads the whole catalog. */
const RENDERING = 60_000;

/** What would be sent; and, if that is what was meant, sends it. */
export function Preview({ processType, idCarga, write, force }) {
  const { token } = useStore(session);
  const [seen, setSeen] = useState({});
  const [turn, setTurn] = useState(0);
  const heading = useRef();
  useEffect(() => {
    if (!token) return;
    setSeen({});
    post('/previsualizar', { processType, idCarga }, RENDERING)
      .then(({ data }) => setSeen({ data }))
      .catch((error) => setSeen({ error }));
  }, [processType, idCarga, turn, token]);
  useEffect(() => heading.current?.focus(), []);
  return html`
    <section class="step" aria-labelledby="previa">
      <h2 class="step-title" id="previa" tabindex="-1" ref=${heading}>
        <span class="step-number">3</span> Vista previa</h2>
      ${seen.error && html`<${Failure} what="No hay vista previa" error=${seen.error}
        retry=${() => setTurn(turn + 1)} />`}
      ${!seen.error && !seen.data && html`<${Loading} what="Preparando lo que se enviaría…" />`}
      ${seen.data && html`
        <${Content} of=${seen.data}>
          ${write && html`<${Go} processType=${processType} idCarga=${idCarga} of=${seen.data} force=${force} />`}
        <//>`}
    </section>
  `;
}

function Content({ of, children }) {
  return html`
    <dl class="tiles">
      <div class="tile"><dt>Webhooks</dt><dd>${number(of.webhooks)}</dd></div>
      <div class="tile"><dt>Dealers</dt><dd>${number(of.dealers)}</dd></div>
      <div class="tile"><dt>Sin webhook</dt><dd>${number(of.dealersOmitidos)}</dd></div>
      <div class="tile"><dt>Registros</dt><dd>${number(of.registros)}</dd></div>
      <div class="tile"><dt>Tamaño por envío</dt><dd>${bytes(of.bytes)}</dd></div>
    </dl>
    <p class="fine">SHA-256 <code class="breakable">${of.sha256}</code></p>
    ${of.rechazados.length > 0 && html`
      <div class="state failure"><${Icon} name="warn" /><div>
        <strong>${plural(of.rechazados.length, 'webhook se rechazaría', 'webhooks se rechazarían')} antes de enviar</strong>
        <ul>${of.rechazados.map((refused) => html`
          <li><code class="breakable">${refused.url}</code>: ${refused.motivo}
            <span class="muted"> (${refused.dealers.map((bac) => bac.trim() || 'sin BAC').join(', ')})</span></li>`)}</ul>
      </div></div>`}
    ${of.avisos.length > 0 && html`
      <div class="state failure"><${Icon} name="warn" /><div>
        <strong>Este contenido no se enviaría</strong>
        <ul>${of.avisos.map((finding) => html`<li>${finding}</li>`)}</ul>
        <p>Revise la carga y las tablas del catálogo. Si el contenido está bien como está, alguien con el
          permiso <code>sync.admin</code> puede forzar su envío.</p>
      </div></div>`}
    ${of.piloto && html`
      <div class="state"><${Icon} name="wait" /><div>
        <strong>Primero va un piloto: ${plural(of.piloto.dealers, 'dealer', 'dealers')}</strong>
        <p>Los demás reciben la carga solo si al menos la mitad del piloto la acepta.</p></div></div>`}
    ${of.pausa && html`
      <div class="state failure"><${Icon} name="warn" /><div>
        <strong>El proceso está en pausa</strong>
        <p>Lo pausó ${of.pausa.pausadoPor}: «${of.pausa.motivo}».
          <${PauseEnd} hasta=${of.pausa.hasta} />
          Mientras tanto un inicio se rechaza.</p></div></div>`}
    ${children}
    <details open>
      <summary>Primeros registros (${number(of.primeros.length)} de ${number(of.registros)})</summary>
      ${of.primeros.length ? html`<${Records} records=${of.primeros} />` : html`<${Empty}>La carga no tiene registros.<//>`}
    </details>
  `;
}

function Records({ records }) {
  const columns = Object.keys(records[0]).map((field) => ({
    title: field,
    className: 'long',
    cell: (record) => (record[field] == null ? NONE : String(record[field])),
  }));
  return html`<${Table} caption="Primeros registros" columns=${columns} rows=${records} wide
    keyOf=${(record) => records.indexOf(record)} />`;
}

const LOCK_EVERY = 5_000;

/** Why a start would be refused now; null if it would not be, as far as is known. */
function obstacleOf(lock, known) {
  if (!known) return { text: lock.error ? `No se sabe si está libre. ${lock.error.message}` : 'Consultando si está libre…' };
  if (!lock.data.lockActivo) return null;
  return lock.data.lockAjeno
    ? { text: lock.data.mensaje }
    : { text: `Ahora hay una ejecución en curso${lock.data.idCarga ? ` de ${lock.data.idCarga}` : ''}; no se puede iniciar otra hasta que termine.`,
        run: lock.data.syncControlId };
}

function Go({ processType, idCarga, of, force }) {
  const lock = useLoad((signal) => get(`/estado/${processType}`, signal), [processType], LOCK_EVERY);
  const obstacle = obstacleOf(lock, isKnown(lock, LOCK_EVERY, useNow()));
  const refused = of.avisos.length > 0;
  const [forced, setForced] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const here = useRef(true);
  useEffect(() => () => {
    here.current = false;
  }, []);
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await post('', { processType, idCarga, ...(refused && { forzar: true }) });
      const place = `/ejecuciones/${data.syncControlId}`;
      const what = `Ejecución ${data.syncControlId} iniciada: ${processType}, ${idCarga}`;
      // Whoever has left meanwhile is told, and not taken away from where they went.
      told(what, { link: here.current ? undefined : { href: href(place), text: 'Verla' } });
      if (here.current) go(place);
    } catch (cause) {
      if (!here.current) failed(`${processType}, ${idCarga} no se inició`, cause);
      setError(cause);
      setBusy(false);
    }
  };
  return html`
    ${obstacle && html`<div class="state failure" role="status"><${Icon} name="warn" /><div>
      <strong>No se puede iniciar ahora</strong><p>${obstacle.text}</p>
      ${obstacle.run && html`<a href=${href(`/ejecuciones/${obstacle.run}`)}>Ver la ejecución ${obstacle.run}</a>`}</div></div>`}
    ${error && html`<${Failure} what="No se inició" error=${error} />`}
    ${error?.data?.syncControlId && html`<p><a href=${href(`/ejecuciones/${error.data.syncControlId}`)}>
      Ver la ejecución ${error.data.syncControlId}</a></p>`}
    ${refused && force && html`
      <label class="tick">
        <input type="checkbox" checked=${forced} onChange=${(event) => setForced(event.target.checked)} />
        <span>Enviar este contenido aunque no pase la revisión. Queda en la auditoría y en la ejecución.</span>
      </label>`}
    <div class="actions confirm">
      ${(!refused || force) && html`
        <button type="button" class=${refused ? 'danger' : 'primary'} disabled=${busy || obstacle != null || (refused && !forced)}
          onClick=${start}>
          <${Icon} name="play" />${busy
            ? 'Iniciando…'
            : `${refused ? 'Forzar' : 'Confirmar'} y enviar a ${plural(of.dealers, 'dealer', 'dealers')}`}
        </button>`}
      <a class="button" href=${href('/')}>No enviar</a>
    </div>
  `;
}
