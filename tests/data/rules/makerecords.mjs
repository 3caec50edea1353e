// Makes records.json, records of every odd shape, and records-expected.json, what the gateway's own
// expressions say of each:   TZ=UTC node makerecords.mjs [COUNT] [SEED]
// The functions at the top are the gateway's; the rest makes records.
import fs from 'node:fs';

const now = Date.parse('2026-01-18T10:30:00.000Z');
const window = 5 * 60 * 60 * 1000;

function checkRateLimit(apiKey) {
  const cutoff = new Date(now - window).toISOString();
  const active = apiKey.usage_windows.filter(w => w.window_start >= cutoff);
  const used = active.reduce((sum, w) => sum + w.tokens_used, 0);
  const start = active.length > 0 ? active[0].window_start : new Date(now).toISOString();
  const end = new Date(new Date(start).getTime() + window).toISOString();
  return {
    started: active.length > 0, used: Number(used), limit: Number(apiKey.token_limit_per_5h),
    startedAt: String(start), endsAt: end, blocked: used > apiKey.token_limit_per_5h,
    retryAfter: Math.max(0, Math.floor((new Date(end).getTime() - now) / 1000)),
    remaining: Math.max(0, apiKey.token_limit_per_5h - used),
  };
}

function verdict(apiKey) {
  let rate = null; // the gateway throws
  try {
    rate = checkRateLimit(apiKey);
  } catch { }
  const expires = new Date(apiKey.expiry_date);
  return {
    rate, expires: expires.getTime(), expired: expires < new Date(now),
    expiry: String(apiKey.expiry_date), model: String(apiKey.model || 'glm-4.7'),
  };
}

let seed = Number(process.argv[3] || 1);
function random(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 4294967296 * n);
}
const pick = list => list[random(list.length)];
const iso = ms => JSON.stringify(new Date(ms).toISOString());

const time = () => pick([
  () => iso(now - random(window)), () => iso(now - random(window)), () => iso(now - random(window)),
  () => iso(now - random(2 * window)), () => iso(now + random(window)),
  () => iso(now - window), () => iso(now - window - 1), () => iso(now - window + 1), () => iso(now),
  () => iso(now - random(window)).replace('Z', '+01:00'), () => iso(now).replace('Z', ''),
  () => iso(now).replace('.000', ''), () => iso(now + random(90) * 86400000 - 30 * 86400000),
  () => pick(['"2026-01-18"', '"2026-01-18 10:00"', '"2027"', '"Jan 18 2026"', '"z"', '""', '" "', '"~"',
    '"2026-02-30T00:00:00Z"', '"+275760-09-13T00:00:00.000Z"', '"9999-12-31T23:59:59.999Z"', '"é"',
    '"2026-01-18T10:00:00.000\\u005a"', '"\\ud800"', 'null', 'true', 'false', '0', '1', '-1',
    '1768732200000', '1768732199999.9', '8.64e15', '8.65e15', '1e400', '-0.5', '{}', '[]', '[null]',
    '["2026-01-18T09:00:00.000Z"]', '[["2026-01-18T09:00:00.000Z"]]', '["2026-01-18",1]', '["z"]', '{"a":1}',
    '[2027]', '["9"]']),
])();
const number = () => pick([
  () => String(random(200000)), () => String(random(200000)), () => String(random(200000)),
  () => String(random(10)), () => JSON.stringify(String(random(200000))),
  () => pick(['0', '-0', '-1', '1.0', '0.1', '0.2', '1e3', '1E+21', '1e400', '-1e400', '9007199254740993', '5e-324',
    '""', '" 7 "', '"05"', '"0x10"', '"1e3"', '"abc"', '"12px"', '"-0"', '"Infinity"', '"1_000"', '"٣"', '"\\ufeff5"',
    'null', 'true', 'false', '[]', '[5]', '["7"]', '[1,2]', '[[3]]', '[null]', '[true]', '[1e21]', '{}', '{"a":2}']),
])();
const model = () => pick(['"glm-4.7"', '"other"', '""', 'null', '0', '1', 'false', 'true', '[]', '{}', '"é"', '1.50']);

function usageWindow() {
  const fields = [];
  if (random(15)) fields.push('"window_start": ' + time());
  if (random(15)) fields.push('"tokens_used": ' + number());
  if (!random(20)) fields.push('"note": "kept"');
  if (!random(30)) fields.push('"tokens_used": ' + number());
  return pick([`{${fields.join(', ')}}`, `{ ${fields.join(',')} }`]);
}
function windows() {
  if (!random(30)) return pick(['null', '{}', '5', '"x"', '[null]', '[{},null]', 'true', '""']);
  const list = [];
  for (let i = pick([0, 1, 1, 1, 2, 2, 3, 5]); i > 0; i--)
    list.push(random(40) ? usageWindow() : pick(['5', '"x"', '[]', 'true', '{}']));
  return `[${list.join(', ')}]`;
}
function record(i) {
  const fields = [`"key": "pk_${i}"`];
  if (random(3)) fields.push('"model": ' + model());
  if (random(20)) fields.push('"token_limit_per_5h": ' + number());
  if (random(20)) fields.push('"expiry_date": ' + time());
  if (random(40)) fields.push('"usage_windows": ' + windows());
  return `{ ${fields.join(', ')} }`;
}

const count = Number(process.argv[2] || 1200);
const records = Array.from({ length: count }, (_, i) => record(i));
const exact = (_, value) => typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
const expected = records.map(text => JSON.stringify(verdict(JSON.parse(text)), exact));
fs.writeFileSync('records.json', `{"keys":[\n${records.join(',\n')}\n]}`);
fs.writeFileSync('records-expected.json', `[\n${expected.join(',\n')}\n]`);
