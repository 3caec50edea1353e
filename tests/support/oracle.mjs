// What JavaScript itself makes of bytes, values and numbers: the judge of the differential tests.
// One question a line on standard input, one answer a line on standard output.
//
//   node oracle.mjs stores      base64 of a store         -> reject | fails | the records' fields
//   node oracle.mjs documents   base64 of any document    -> accept | reject
//   node oracle.mjs numberText  a double's 64 bits in hex -> JSON.stringify(number)
//   node oracle.mjs toNumber    a JSON string             -> Number(string)'s 64 bits in hex
//   node oracle.mjs edits       {before, after, edits}    -> same | what differs; bytes in base64
import assert from 'node:assert';
import { readFileSync, writeSync } from 'node:fs';

const fields = ['key', 'name', 'model', 'token_limit_per_5h', 'expiry_date', 'created_at',
  'last_used', 'total_lifetime_tokens', 'usage_windows'];

const parsed = base64 => JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));

/** A value and what Number() makes of it; arrays and objects by their kind alone. */
function described(value) {
  if (value === undefined)
    return 'missing';
  if (Array.isArray(value))
    return 'array';
  if (value !== null && typeof value === 'object')
    return 'object';
  return `${JSON.stringify(value)} ${bits(Number(value))}`;
}

function bits(number) {
  if (Number.isNaN(number))
    return 'NaN';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

function windows(list) {
  try {
    return list.filter(window => window.window_start !== undefined || true)
      .map(window => `${described(window.window_start)};${described(window.tokens_used)}`)
      .join('|');
  } catch {
    return 'throws';
  }
}

function store(line) {
  let data;
  try {
    data = parsed(line);
  } catch {
    return 'reject';
  }
  try {
    data.keys.find(record => record.key === Symbol.iterator);
  } catch {
    return 'fails';
  }
  return JSON.stringify(data.keys.map(record =>
    [...fields.map(field => described(record[field])), windows(record.usage_windows)]));
}

function documentVerdict(line) {
  try {
    parsed(line);
    return 'accept';
  } catch {
    return 'reject';
  }
}

function numberText(line) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${line}`));
  return JSON.stringify(view.getFloat64(0));
}

/** Does the edited text say what the same edits of the parsed object say? */
function edits(line) {
  const job = JSON.parse(line);
  const expected = parsed(job.before);
  for (const edit of job.edits) {
    if (edit.json === undefined)
      delete expected.keys[edit.index][edit.field];
    else
      expected.keys[edit.index][edit.field] = parsed(edit.json);
  }
  expected.keys = expected.keys.filter((_, index) => !job.removed.includes(index));
  expected.keys.push(...job.appended);
  try {
    assert.deepStrictEqual(parsed(job.after), expected);
    return 'same';
  } catch (error) {
    return JSON.stringify(error.message);
  }
}

const judges = { stores: store, documents: documentVerdict, numberText, edits,
  toNumber: line => bits(Number(JSON.parse(line))) };
const judge = judges[process.argv[2]];
const lines = readFileSync(0, 'utf8').split('\n');
lines.pop();
const answer = Buffer.from(lines.map(line => `${judge(line)}\n`).join(''));
for (let at = 0; at < answer.length;)
  at += writeSync(1, answer, at);
