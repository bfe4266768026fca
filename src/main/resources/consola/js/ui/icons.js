import { html } from '../lib.js';

const PATHS = {
  ok: 'M4 10.5l4 4 8-9',
  bad: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  warn: 'M10 3.5L18 16.5H2zM10 8.5v3.5M10 14.2v.1',
  run: 'M16.5 10a6.5 6.5 0 1 1-2.3-5M16.5 2.5v3.5h-3.5',
  wait: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.3l2.8 1.7',
  stop: 'M5.5 5.5h9v9h-9z',
  free: 'M5 9.5h10v7H5zM7 9.5V6.5a3 3 0 0 1 5.8-1',
  lock: 'M5 9.5h10v7H5zM7 9.5V6.5a3 3 0 0 1 6 0v3',
  sent: 'M3 10l14-6.5-4.5 13-2.8-5.2zM9.7 11.3L17 3.5',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  play: 'M6.5 4.5v11l9-5.5z',
  retry: 'M3.5 10a6.5 6.5 0 1 0 2.3-5M3.5 2.5v3.5h3.5',
  save: 'M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  prev: 'M12.5 4.5L7 10l5.5 5.5',
  next: 'M7.5 4.5L13 10l-5.5 5.5',
  none: 'M5 10h10',
};

/** @param label what it says to those who do not see it, where no text beside it does */
export const Icon = ({ name, label }) => html`
  <svg class=${`icon icon-${name}`} viewBox="0 0 20 20" width="16" height="16" fill="none"
    stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"
    role=${label ? 'img' : undefined} aria-label=${label} aria-hidden=${label ? undefined : 'true'}>
    <path d=${PATHS[name]} />
  </svg>
`;

export const Mark = () => html`
  <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="currentColor" />
    <g fill="none" stroke="var(--surface)" stroke-width="2.4" stroke-linecap="round">
      <path d="M6.5 16h6M18.5 13.5l6-5.5M19.5 16h6M18.5 18.5l6 5.5" />
    </g>
    <circle cx="16" cy="16" r="3.8" fill="var(--surface)" />
  </svg>
`;
