import { html } from './lib.js';

const LOCALE = 'es-MX';
const whole = new Intl.NumberFormat(LOCALE);
const oneDecimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
/** Times come without an offset, in the service's zone; as UTC they are shown as they came. */
const asGiven = (options) => new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', ...options });
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const clock = asGiven(CLOCK);
const day = asGiven({ day: '2-digit', month: 'short', year: 'numeric' });

export const NONE = '—';

let zone;
let zoned;

/** The zone of all times that the service gives, as `America/Mexico_City`. */
export function setZone(name) {
  zone = name;
  zoned = new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...CLOCK });
}

/** The zone, for people. */
export const zoneName = () => zone?.replaceAll('_', ' ');

/** A moment that this browser saw, by the service's clock. */
export const moment = (millis) => zoned.format(new Date(millis));

/** How long ago, in words. */
export const ago = (millis) => `hace ${duration(Math.max(0, Math.round(millis / 1000)))}`;

export const number = (value) => (value == null ? NONE : whole.format(value));

export const percent = (value) => (value == null ? NONE : `${oneDecimal.format(value)} %`);

export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB'];
  let size = value;
  while (size >= 1000 && units.length > 1) {
    size /= 1000;
    units.shift();
  }
  return `${oneDecimal.format(size)} ${units[0]}`;
}

export function millis(value) {
  if (value == null) return NONE;
  return value < 1000 ? `${whole.format(value)}\u00a0ms` : `${oneDecimal.format(value / 1000)}\u00a0s`;
}

export function duration(seconds) {
  if (seconds == null) return NONE;
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h) return `${h} h ${m} min`;
  return m ? `${m} min ${s} s` : `${s} s`;
}

/** Seconds since 1970 as if the zone were UTC: for differences and axes. */
export const seconds = (time) => Date.parse(`${time}Z`) / 1000;

export const clockOf = (epochSeconds) => clock.format(new Date(epochSeconds * 1000));

/** A time of the service; its day is told only where it is another than `since`'s. */
export function Time({ value, since, clockOnly }) {
  if (!value) return NONE;
  const moment = new Date(`${value}Z`);
  const sameDay = since && since.slice(0, 10) === value.slice(0, 10);
  const text = clockOnly || sameDay ? clock.format(moment) : `${day.format(moment)}, ${clock.format(moment)}`;
  return html`<time datetime=${value} title=${`Hora de ${zoneName()}`}>${text}</time>`;
}

export const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;
