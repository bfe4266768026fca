// Receives catalogs from dealer-sync: verifies each message, stores it once and confirms it.
//
// Needs Node 18 and nothing else. To run it, behind a server that does TLS:
//     WEBHOOK_SECRET=... PORT=8080 DATA=recibido node receiver.mjs
//
// For production replace storeOnce: keep the catalog and the webhook-id in one transaction of your
// database, with a unique key on the webhook-id.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const PROCESSES = new Set(['ProductList', 'CampaignList']);
const TOLERANCE_SECONDS = 300;
const MOST_BYTES = 32 * 1024 * 1024;
const DIRECTORY = process.env.DATA ?? 'recibido';
const KEY = key(process.env.WEBHOOK_SECRET);

function key(secret) {
  if (!secret) {
    throw new Error('WEBHOOK_SECRET is not set');
  }
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/** The status and the JSON to answer with. The body must be the bytes as they came. */
function receive(headers, body) {
  const id = headers['webhook-id'] ?? '';
  if (!isGenuine(id, headers['webhook-timestamp'], headers['webhook-signature'], body)) {
    return [401, { error: 'La firma o la hora no son válidas' }];
  }
  const head = headOf(body);
  if (!head) {
    return [400, { error: 'Falta procesodetalle' }];
  }
  if (!PROCESSES.has(head.proceso)) {
    return [422, { error: 'Proceso no soportado' }];
  }
  storeOnce(id, head, body);
  return [200, { ackToken: token(id) }];
}

function isGenuine(id, timestamp = '', signatures = '', body) {
  if (!id || !/^[0-9]{1,12}$/.test(timestamp)) {
    return false;
  }
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
    return false;
  }
  const mac = createHmac('sha256', KEY).update(`${id}.${timestamp}.`).update(body);
  const expected = Buffer.from(`v1,${mac.digest('base64')}`);
  return signatures
    .split(' ')
    .map((signature) => Buffer.from(signature))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

function headOf(body) {
  try {
    return JSON.parse(body.toString('utf8')).procesodetalle[0];
  } catch {
    return undefined;
  }
}

// Nothing here waits, so one process stores one message at a time.
function storeOnce(id, head, body) {
  const mark = join(DIRECTORY, `${sha256(id)}.id`);
  if (existsSync(mark)) {
    return;
  }
  const catalog = join(DIRECTORY, `${head.proceso}.json`);
  // A message that was long on its way must not undo a newer one; it is confirmed all the same.
  const newest = existsSync(catalog) ? headOf(readFileSync(catalog)) : undefined;
  if (!newest || order(head) >= order(newest)) {
    write(catalog, body);
  }
  // Last: after a crash in between, the repeat stores the same catalog again.
  write(mark, '');
}

/** Greater for a newer load. */
function order(head) {
  return `${head.fechaCarga ?? ''} ${String(head.eventoCargaProcesoId ?? 0).padStart(19, '0')}`;
}

/** All of it or nothing, also if this process is killed. */
function write(file, content) {
  writeFileSync(`${file}.tmp`, content);
  renameSync(`${file}.tmp`, file);
}

/** The same message always has the same token. */
function token(id) {
  return `ACK-${sha256(id).slice(0, 32)}`;
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

async function bodyOf(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > MOST_BYTES) {
      return undefined;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

mkdirSync(DIRECTORY, { recursive: true });
createServer(async (request, response) => {
  let answer;
  try {
    const body = await bodyOf(request);
    answer = body ? receive(request.headers, body) : [413, { error: 'Mensaje demasiado grande' }];
  } catch (error) {
    // dealer-sync sends it again.
    console.error(error);
    answer = [500, { error: 'Error interno' }];
  }
  response.writeHead(answer[0], { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(answer[1]));
}).listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
