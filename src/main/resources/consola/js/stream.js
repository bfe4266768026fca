import { call } from './api.js';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** The service says something at least each 15 s; two of these may get lost. */
const SILENCE = 35_000;

/**
 * Follows a run to its end. EventSource sends no Authorization header, hence by fetch; it connects
 * again where it was, less and less often.
 *
 * @param tell gets {run} for each event, {live: boolean} when the connection comes or goes, {heard}
 *     with the time of the last sign of the service, and {error} if the run cannot be followed
 * @return stops it
 */
export function follow(id, tell) {
  const abort = new AbortController();
  run(id, tell, abort.signal);
  return () => abort.abort();
}

async function run(id, tell, signal) {
  const place = { lastId: null, ended: false, failures: 0 };
  while (!signal.aborted && !place.ended) {
    try {
      await connect(id, place, tell, signal);
    } catch (error) {
      if (signal.aborted) return;
      // Nothing that another try would change.
      if ([401, 403, 404].includes(error.status)) {
        tell({ error, live: false });
        return;
      }
      place.retryAfter = error.retryAfter;
    }
    if (place.ended || signal.aborted) return;
    tell({ live: false });
    await pause(wait(place), signal);
    place.failures++;
  }
}

async function connect(id, place, tell, signal) {
  const silent = new AbortController();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), SILENCE);
    tell({ heard: Date.now() });
  };
  try {
    await listen(id, place, tell, AbortSignal.any([signal, silent.signal]), heard);
  } finally {
    clearTimeout(timer);
  }
}

async function listen(id, place, tell, signal, heard) {
  const answer = await call(`/${id}/eventos`, {
    signal,
    open: true,
    headers: {
      Accept: 'text/event-stream',
      ...(place.lastId && { 'Last-Event-ID': place.lastId }),
    },
  });
  if (answer.status === 204) {
    place.ended = true;
    return;
  }
  heard();
  tell({ live: true });
  for await (const event of events(answer.body, heard)) {
    place.failures = 0;
    if (event.id) place.lastId = event.id;
    if (!event.data) continue;
    place.ended = event.name === 'fin';
    tell({ run: JSON.parse(event.data), at: Date.now(), live: !place.ended });
    if (place.ended) return;
  }
}

/** Server-sent events (HTML Living Standard, 9.2), as far as the service writes them. */
async function* events(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = {};
      for (const line of block.split('\n')) {
        const colon = line.indexOf(':');
        const field = { event: 'name', id: 'id', data: 'data' }[line.slice(0, colon)];
        if (field) event[field] = line.slice(colon + 1).trimStart();
      }
      yield event;
    }
  }
}

function wait({ failures, retryAfter }) {
  const backOff = Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT) * (0.75 + Math.random() / 2);
  return Math.max(backOff, (retryAfter ?? 0) * 1000);
}

function pause(millis, signal) {
  return new Promise((resume) => {
    const timer = setTimeout(resume, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resume();
    });
  });
}
