import { html } from '../lib.js';

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

export const Field = ({ id, label, value, onInput, type = 'search', ...more }) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} type=${type} value=${value} maxlength="100" autocomplete="off"
      spellcheck="false" onInput=${(event) => onInput(event.target.value)} ...${more} />
  </div>
`;
