import { useEffect, useRef, useState } from './lib.js';
import { follow } from './stream.js';
import { session } from './session.js';
import { useStore } from './store.js';

/**
 * What `load` answers, asked again when `deps` change and each `every` milliseconds, if given,
 * while somebody looks. What was there stays until something newer is, also after an error; `at` is
 * when it came.
 */
export function useLoad(load, deps = [], every) {
  const { token } = useStore(session);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState({ loading: true });
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (!token) return undefined;
    const abort = new AbortController();
    let timer;
    const again = () => (document.hidden ? wakeUp(round, abort.signal) : round());
    const round = async () => {
      setState((now) => ({ ...now, loading: true }));
      let next = every;
      try {
        const data = await latest.current(abort.signal);
        if (abort.signal.aborted) return;
        setState({ data, at: Date.now(), loading: false });
      } catch (error) {
        if (abort.signal.aborted) return;
        setState((now) => ({ data: now.data, at: now.at, error, loading: false }));
        next = [401, 403, 404].includes(error.status) ? null : Math.max(every, wait(error));
      }
      if (every && next) timer = setTimeout(again, next);
    };
    round();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [...deps, turn, token, every]);
  return { ...state, reload: () => setTurn((count) => count + 1) };
}

/** The run as it gets on, or null without an id. */
export function useLiveRun(id, { onEnd } = {}) {
  const { token } = useStore(session);
  const [state, setState] = useState({});
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    setState((now) => (now.run?.syncControlId === id ? now : {}));
    if (!id || !token) return undefined;
    return follow(id, (news) => {
      setState((now) => ({ ...now, ...news }));
      if (news.run && !isActive(news.run)) end.current?.(news.run);
    });
  }, [id, token]);
  return state.run?.syncControlId === id ? state : { ...state, run: undefined };
}

export const isActive = (run) => run.status === 'PENDING' || run.status === 'RUNNING';

/** The value, once it has stood still for a while. */
export function useDebounced(value, millis = 300) {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return still;
}

/** Seconds left of so many, counted down here from `stamp` on. */
export function useCountdown(seconds, stamp) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const until = Date.now() + seconds * 1000;
    setLeft(seconds);
    const timer = setInterval(
      () => setLeft(Math.max(0, Math.round((until - Date.now()) / 1000))),
      1000,
    );
    return () => clearInterval(timer);
  }, [seconds, stamp]);
  return left;
}

/** Seconds that count on from what the service said, while they do. */
export function useElapsed(seconds, counts) {
  const [extra, setExtra] = useState(0);
  useEffect(() => {
    setExtra(0);
    if (!counts || seconds == null) return undefined;
    const since = Date.now();
    const timer = setInterval(() => setExtra(Math.floor((Date.now() - since) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [seconds, counts]);
  return seconds == null ? seconds : seconds + extra;
}

/** Now, again each `every` milliseconds. */
export function useNow(every = 1_000) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

const wait = (error) => (error.retryAfter ?? 0) * 1000;

function wakeUp(round, signal) {
  document.addEventListener('visibilitychange', round, { once: true, signal });
}
