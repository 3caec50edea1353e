// The gateway as its contract describes it, written apart from Keydeck and in the gateway's own
// language: what Keydeck's programs are tried against.
//
//   DATA_FILE=… [GATEWAY_BUILD=plain|cached|batching] [PORT=0] [CACHE_TTL_MS=…] node gateway.mjs
//
// Prints {"port": N} once it listens on loopback; ends on SIGTERM.
import fs from 'node:fs';
import http from 'node:http';

const file = process.env.DATA_FILE;
const build = process.env.GATEWAY_BUILD ?? 'plain';
const defaultModel = process.env.DEFAULT_MODEL ?? 'glm-4.7';
const ttlMs = Number(process.env.CACHE_TTL_MS ?? 300000);
const maxSize = Number(process.env.CACHE_MAX_SIZE ?? 1000);
const windowMs = 5 * 60 * 60 * 1000;
const lockTries = 10;
const lockPauseMs = 50;
const flushMs = Number(process.env.FLUSH_MS ?? 5000);

const pause = ms => new Promise(done => setTimeout(done, ms));

async function withLock(work) {
  for (let tried = 1; ; tried++) {
    try {
      fs.mkdirSync(file + '.lock', { mode: 0o755 });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST' || tried === lockTries) throw error;
      await pause(lockPauseMs);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmdirSync(file + '.lock');
  }
}

async function readStore() {
  try {
    return JSON.parse(await fs.promises.readFile(file, 'utf8'));
  } catch {
    return { keys: [] };
  }
}

async function writeStore(data) {
  await fs.promises.writeFile(file + '.tmp', JSON.stringify(data, null, 2), 'utf8');
  await fs.promises.rename(file + '.tmp', file);
}

const cutoffText = () => new Date(Date.now() - windowMs).toISOString();

function book(record, tokens) {
  const now = new Date().toISOString();
  const cutoff = cutoffText();
  record.last_used = now;
  record.total_lifetime_tokens += tokens;
  let current = record.usage_windows.find(w => w.window_start >= cutoff);
  if (!current) {
    current = { window_start: now, tokens_used: 0 };
    record.usage_windows.push(current);
  }
  current.tokens_used += tokens;
  record.usage_windows = record.usage_windows.filter(w => w.window_start >= cutoff);
}

// --- the builds differ in what stands in front of the lock ---

const cache = new Map(); // key -> { record, at }; insertion order is the order of use
const counts = { hits: 0, misses: 0 };
const pending = new Map(); // batching: key -> tokens not yet written

function remember(key, record) {
  cache.delete(key);
  cache.set(key, { record, at: Date.now() });
  if (cache.size > maxSize) cache.delete(cache.keys().next().value);
}

function recall(key) {
  const entry = cache.get(key);
  if (!entry || Date.now() - entry.at > ttlMs) {
    cache.delete(key);
    counts.misses++;
    return undefined;
  }
  counts.hits++;
  cache.delete(key);
  cache.set(key, build === 'batching' ? { ...entry, at: Date.now() } : entry);
  return entry.record;
}

async function findApiKey(key) {
  if (build !== 'plain') {
    const found = recall(key);
    if (found !== undefined) return found;
  }
  const record = await withLock(async () =>
    (await readStore()).keys.find(k => k.key === key) ?? null);
  if (build !== 'plain') remember(key, record);
  return record;
}

async function updateApiKeyUsage(key, tokens) {
  if (build === 'batching') {
    pending.set(key, (pending.get(key) ?? 0) + tokens);
    return;
  }
  await withLock(async () => {
    const data = await readStore();
    const record = data.keys.find(k => k.key === key);
    if (!record) return;
    book(record, tokens);
    await writeStore(data);
    if (build === 'cached') remember(key, record);
  });
}

async function flush() {
  if (pending.size === 0) return;
  await withLock(async () => {
    const data = await readStore();
    for (const [key, tokens] of pending) {
      const record = data.keys.find(k => k.key === key);
      if (record) book(record, tokens);
    }
    pending.clear();
    await writeStore(data);
  });
}
if (build === 'batching') setInterval(() => flush().catch(console.error), flushMs);

// --- rate limit and requests ---

function checkRateLimit(record) {
  const cutoff = cutoffText();
  const now = Date.now();
  const active = record.usage_windows.filter(w => w.window_start >= cutoff);
  const used = active.reduce((sum, w) => sum + w.tokens_used, 0);
  const start = active.length > 0 ? active[0].window_start : new Date(now).toISOString();
  const endMs = new Date(start).getTime() + windowMs;
  return {
    used,
    start,
    end: new Date(endMs).toISOString(),
    blocked: used > record.token_limit_per_5h,
    retryAfter: Math.max(0, Math.floor((endMs - now) / 1000)),
  };
}

function requestKey(headers) {
  return headers.authorization?.replace(/^Bearer\s+/i, '') || headers['x-api-key'];
}

async function authenticate(headers) {
  const given = requestKey(headers);
  if (!given)
    return { status: 401, error: 'API key required. Use Authorization: Bearer <key> or x-api-key: <key>' };
  const key = given.replace(/^Bearer\s+/i, '').trim();
  if (!key) return { status: 401, error: 'API key cannot be empty' };
  const record = await findApiKey(key);
  if (!record) return { status: 401, error: 'Invalid API key' };
  if (new Date(record.expiry_date) < new Date())
    return { status: 403, error: `API key expired on ${record.expiry_date}` };
  return { record };
}

function stats(record) {
  const rate = checkRateLimit(record);
  return {
    key: record.key,
    name: record.name,
    model: record.model || defaultModel,
    token_limit_per_5h: record.token_limit_per_5h,
    expiry_date: record.expiry_date,
    created_at: record.created_at,
    last_used: record.last_used,
    is_expired: new Date(record.expiry_date) < new Date(),
    current_usage: {
      tokens_used_in_current_window: rate.used,
      window_started_at: rate.start,
      window_ends_at: rate.end,
      remaining_tokens: Math.max(0, record.token_limit_per_5h - rate.used),
    },
    total_lifetime_tokens: record.total_lifetime_tokens,
  };
}

async function complete(record, body) {
  const rate = checkRateLimit(record);
  if (rate.blocked) {
    const headers = rate.retryAfter > 0 ? { 'Retry-After': String(rate.retryAfter) } : {};
    return [429, {
      error: {
        message: 'Token limit exceeded for 5-hour window',
        type: 'rate_limit_exceeded',
        tokens_used: rate.used,
        tokens_limit: record.token_limit_per_5h,
        window_ends_at: rate.end,
      },
    }, headers];
  }
  const tokens = Number(JSON.parse(body || '{}').max_tokens ?? 100);
  await updateApiKeyUsage(record.key, tokens);
  return [200, {
    id: 'chatcmpl-1', object: 'chat.completion', model: record.model || defaultModel,
    choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 0, completion_tokens: tokens, total_tokens: tokens },
  }];
}

async function answer(request, body) {
  const path = new URL(request.url, 'http://gateway').pathname;
  if (path === '/health')
    return [200, { status: 'ok', timestamp: new Date().toISOString() }];
  const { status, error, record } = await authenticate(request.headers);
  if (status) return [status, { error }];
  if (path === '/stats') return [200, stats(record)];
  if (path === '/cache-stats' && build !== 'plain') {
    const total = counts.hits + counts.misses;
    const hitRate = total === 0 ? 0 : Math.round((10000 * counts.hits) / total) / 100;
    return [200, { ...counts, hitRate, size: cache.size, maxSize, enabled: true }];
  }
  if (path === '/v1/chat/completions') return complete(record, body);
  return [404, { error: 'Not found' }];
}

const server = http.createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  let status, content, headers;
  try {
    [status, content, headers] = await answer(request, body);
  } catch (error) {
    [status, content] = [500, { error: 'Internal Server Error' }];
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(content));
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  console.log(JSON.stringify({ port: server.address().port })));
process.on('SIGTERM', () => process.exit(0));
