// The gateway's usage write, as its source has it, in a process of its own: lock by mkdir (10 tries,
// 50 ms apart), read, add, write ".tmp", rename, rmdir. It takes one job as JSON on stdin and prints
// how many bookings it wrote. Without a number of bookings it goes on until SIGTERM, and prints each
// one on a line of its own as soon as it is acknowledged.
import fs from 'node:fs';

const LOCK_TRIES = 10;
const LOCK_RETRY_MS = 50;
const WINDOW_MS = 5 * 60 * 60 * 1000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function withLock(store, work) {
  for (let attempt = 1; ; attempt++) {
    try {
      fs.mkdirSync(store + '.lock', 0o755);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST' || attempt === LOCK_TRIES) throw error;
      await pause(LOCK_RETRY_MS);
    }
  }
  try {
    return work();
  } finally {
    fs.rmdirSync(store + '.lock');
  }
}

function readStore(store) {
  try {
    return JSON.parse(fs.readFileSync(store, 'utf8'));
  } catch {
    return { keys: [] };
  }
}

function writeStore(store, data) {
  fs.writeFileSync(store + '.tmp', JSON.stringify(data, null, 2));
  fs.renameSync(store + '.tmp', store);
}

function book({ store, key, tokens, nowMs }) {
  const data = readStore(store);
  const record = data.keys.find((candidate) => candidate.key === key);
  if (!record) return false;
  const now = new Date(nowMs || Date.now());
  const cutoff = new Date(now.getTime() - WINDOW_MS).toISOString();
  record.last_used = now.toISOString();
  record.total_lifetime_tokens += tokens;
  const current = record.usage_windows.find((window) => window.window_start >= cutoff);
  if (current) current.tokens_used += tokens;
  else record.usage_windows.push({ window_start: now.toISOString(), tokens_used: tokens });
  record.usage_windows = record.usage_windows.filter((window) => window.window_start >= cutoff);
  writeStore(store, data);
  return true;
}

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const isEndless = !job.bookings;
let isStopped = false;
process.on('SIGTERM', () => { isStopped = true; });
let acknowledged = 0;
let refused = 0;
let failure;
const count = (what) => { if (isEndless) fs.writeSync(1, what + '\n'); };
for (let booking = 0; isEndless ? !isStopped : booking < job.bookings; booking++) {
  try {
    if (await withLock(job.store, () => book(job))) {
      acknowledged++;
      count('booked');
    }
  } catch (error) {
    if (error instanceof TypeError) failure = error.message;
    else if (error.code !== 'EEXIST') throw error;
    else {
      refused++;
      count('refused');
    }
  }
  if (job.pauseMs > 0) await pause(job.pauseMs);
}
console.log(JSON.stringify({ acknowledged, refused, failure }));
