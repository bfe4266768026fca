import { html } from '../lib.js';
import { Icon } from './icons.js';

/** Colour, sign and word of each state; never the colour alone. */
const STATES = {
  PENDING: ['idle', 'wait', 'Pendiente'],
  RUNNING: ['run', 'run', 'En curso'],
  COMPLETED: ['ok', 'ok', 'Completada'],
  FAILED: ['bad', 'bad', 'Fallida'],
  CANCELLED: ['idle', 'stop', 'Cancelada'],
  PENDIENTE: ['idle', 'wait', 'Pendiente'],
  ENVIADO: ['run', 'sent', 'Enviado'],
  EXITOSO: ['ok', 'ok', 'Exitoso'],
  FALLIDO: ['bad', 'bad', 'Fallido'],
  NO_ENVIADO: ['idle', 'none', 'No enviado'],
  AL_DIA: ['ok', 'ok', 'Al día'],
  ATRASADO: ['warn', 'wait', 'Atrasado'],
  LIBRE: ['ok', 'free', 'Libre'],
  OCUPADO: ['run', 'lock', 'Ocupado'],
  DESCONOCIDO: ['idle', 'none', 'No se sabe'],
  AJENO: ['warn', 'lock', 'Lock ajeno'],
};

const RESULTS = {
  TOTAL: ['ok', 'ok', 'total'],
  PARCIAL: ['warn', 'warn', 'parcial'],
  NINGUNO: ['bad', 'bad', 'ninguno'],
};

export const Badge = ({ tone, icon, children }) => html`
  <span class=${`badge ${tone}`}><${Icon} name=${icon} />${children}</span>
`;

export function Status({ of }) {
  const [tone, icon, word] = STATES[of] ?? ['idle', 'none', of];
  return html`<${Badge} tone=${tone} icon=${icon}>${word}<//>`;
}

/** A run's status with what came of it. */
export function RunStatus({ run }) {
  const [tone, icon] = resultOf(run) ?? STATES[run.status] ?? ['idle', 'none'];
  return html`<${Badge} tone=${tone} icon=${icon}>${endOf(run)}<//>`;
}

/** Of a run that has ended: ok, warn or bad. */
export function toneOf(run) {
  const [tone] = resultOf(run) ?? STATES[run.status] ?? [];
  return tone === 'idle' ? 'warn' : tone;
}

export function endOf(run) {
  const result = resultOf(run);
  return result ? `Completada · ${result[2]}` : wordOf(run.status);
}

const resultOf = (run) => (run.status === 'COMPLETED' ? RESULTS[run.resultado] : undefined);

export const wordOf = (state) => STATES[state]?.[2] ?? state;

export const RUN_STATES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'];
export const DEALER_STATES = ['PENDIENTE', 'ENVIADO', 'EXITOSO', 'FALLIDO', 'NO_ENVIADO'];
