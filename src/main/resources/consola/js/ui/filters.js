import { html, useEffect, useRef, useState } from '../lib.js';
import { useDebounced } from '../hooks.js';
import { refine } from '../router.js';

/** What narrows a list down; it counts as it is typed, so there is no button. */
export const Filters = ({ label, children }) => html`
  <form class="filters" role="search" aria-label=${label}
    onSubmit=${(event) => event.preventDefault()}>${children}</form>
`;

export const Select = ({ id, label, value, any, options, onChange }) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} value=${value} onChange=${(event) => onChange(event.target.value)}>
      <option value="" selected=${value === ''}>${any}</option>
      ${options.map(([key, text]) => html`
        <option value=${key} selected=${key === value}>${text}</option>`)}
    </select>
  </div>
`;

/**
 * A text that narrows a list, kept in the address under `name`: typed here it goes there, and
 * changed there, as by a link or a step back, it comes here. `onText` is told at once.
 */
export function Search({ id, label, name, value, onText }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => onText?.(text.trim()), [text]);
  const still = useDebounced(text.trim());
  useEffect(() => {
    if (still !== sent.current) {
      sent.current = still;
      refine({ [name]: still, pagina: '' });
    }
  }, [still]);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  return html`<${Field} id=${id} label=${label} value=${text} onInput=${setText} />`;
}

/** From which day to which; both are in it. */
export const When = ({ desde, hasta }) => html`
  <${Field} id="desde" label="Desde" type="date" value=${desde.slice(0, 10)} max=${hasta.slice(0, 10)}
    onInput=${(day) => refine({ desde: day && `${day}T00:00:00`, pagina: '' })} />
  <${Field} id="hasta" label="Hasta" type="date" value=${hasta.slice(0, 10)} min=${desde.slice(0, 10)}
    onInput=${(day) => refine({ hasta: day && `${day}T23:59:59`, pagina: '' })} />
`;

export const Field = ({ id, label, value, onInput, type = 'search', ...more }) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} type=${type} value=${value} maxlength="100" autocomplete="off"
      spellcheck="false" onInput=${(event) => onInput(event.target.value)} ...${more} />
  </div>
`;
