// Makes dates.tsv: date texts that people, programs and accidents write, each with what V8 makes of
// it:   node makedates.mjs [COUNT] [SEED]
// A line is the text as JSON and its getTime() in UTC, Europe/Berlin and America/New_York; a figure
// that is the one of UTC is left out, NaN is an Invalid Date.
//
// The gateway runs on Bun, whose date parser is V8's, but reads UTF-8 bytes: beyond ASCII everything
// is a letter there but U+202F, which is a space, and a lone surrogate makes no date. \v is no space.
// V8 is asked accordingly; there is no other difference.
import fs from 'node:fs';

let seed = Number(process.argv[3] || 1);
function random(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 4294967296 * n);
}
const pick = list => list[random(list.length)];
const pad = (value, width) => String(value).padStart(width, '0');
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
  'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const year = () => pick([() => 2020 + random(15), () => 1970 + random(100), () => random(10000),
  () => random(100), () => 1800 + random(300)])();
const month = () => pad(1 + random(12), 2);
const day = () => pad(1 + random(31), 2);
const two = n => pad(random(n), 2);
const isoDay = () => `${pad(year(), 4)}-${month()}-${day()}`;
const clock = () => `${two(24)}:${two(60)}:${two(60)}`;
const shortMonth = () => pick(months).slice(0, 3);

const words = ['2027', '12', '31', '1', '99', '05', 'Dec', 'Monday', 'UTC', 'GMT', 'Z', 'T', 'am', 'PM', ':',
  '-', '+', '/', '.', ',', '(x)', ')', '(', '10:30', '23:59:59', '0100', ' ', ' ', '\t', '\u00a0', 'é',
  '\ufeff', '\u202f', '\v', '\ud800', '24:00', '::', '000123'];
const oddities = ['never', 'none', '', ' ', '  ', 'null', 'undefined', 'tomorrow', '2027', '12', '32', '0',
  '99999999', '1e3', 'NaN', 'Infinity', '1768732200000', '1768732200', 'now', '∞', '31.12.2027',
  '2027年12月31日', '20271231', '20271231T235959Z', '2027-W53-5', '2027-365', 'May', 'Dec 2027',
  '2027 Dec', 'noon', '2026-02-30', '2027-02-29T00:00:00Z', '2026-03-29T02:30:00', '2026-10-25T02:30:00',
  '2026-03-08T02:30:00', '2026-11-01T01:30:00', '1850-01-01T00:00:00', '2500-07-01T00:00:00'];

const forms = [
  () => `${isoDay()}T${two(25)}:${two(60)}:${two(60)}.${pad(random(1000), 3)}Z`,
  isoDay,
  () => `${pad(year(), 4)}-${two(14)}`,
  () => `${isoDay()}T${two(24)}:${two(60)}${pick(['', ':' + two(60)])}` + pick(['', '', 'Z', '+01:00', '-0530',
    `+${two(26)}:${two(64)}`, '+05', 'z']),
  () => `${isoDay()}T${clock()}.${String(random(1e9)).slice(0, 1 + random(9))}`
    + pick(['', '0', '00001', '123456']) + pick(['Z', '', '+02:00']),
  () => pick('+-') + pad(pick([random(275761), random(3000), 0, 275760, 271821]), 6)
    + pick(['', `-${month()}${pick(['', '-' + day()])}`]) + pick(['', '', 'T00:00', 'T12:34:56Z', ' 10:00']),
  () => `${pick(days).slice(0, 3)}, ${day()} ${shortMonth()} ${year()} ${clock()} ` + pick(['GMT', '+0000', '-0800',
    'EST', 'UTC', 'PDT', 'Z', 'GMT+0200', 'GMT+2', 'UTC+05:30', '+1 (CET)']),
  () => `${pick(days).slice(0, 3)} ${shortMonth()} ${day()} ${year()} ${clock()} GMT${pick(['+0100', '-0500'])}`
    + ` (Central European ${pick(['Summer ', ''])}Time)`,
  () => pick(months).slice(0, 3 + random(4)) + pick([' ', '-', '. ', ', ']) + (1 + random(31))
    + pick([' ', ', ', '-', '/']) + year()
    + pick(['', ` ${random(25)}:${two(60)}${pick(['', ' AM', ' PM', 'pm'])}`]),
  () => (1 + random(31)) + pick([' ', '-']) + shortMonth() + pick([' ', '-']) + year()
    + pick(['', ` ${two(24)}:${two(60)}`]),
  () => random(14) + pick(['/', '-', '.', ' ']) + random(33) + pick(['/', '-', '.', ' ']) + year()
    + pick(['', ` ${random(25)}:${two(61)}${pick(['', ':' + two(60)])}${pick(['', ' AM', ' PM'])}`]),
  () => year() + pick(['/', '-', '.']) + random(14) + pick(['/', '-', '.']) + random(33)
    + pick(['', ` ${two(24)}:${two(60)}${pick(['', ':' + two(60) + pick(['', '.' + random(1000)])])}`
      + pick(['', ' UTC', 'Z', '+01:00', ' +0530'])]),
  () => `${isoDay()} ${two(25)}:${two(60)}:${two(60)}${pick(['', '.123', ' +0000', 'Z'])}`,
  () => pick(oddities),
  () => Array.from({ length: 1 + random(7) }, () => pick(words)).join(pick(['', ' '])),
];

function mutated(text) {
  const at = random(text.length + 1);
  switch (random(4)) {
  case 0: return text.slice(0, at) + text.slice(at + 1);
  case 1: return text.slice(0, at) + pick('0123456789-+:.TZ /,()aAeE\u0000\u0085_') + text.slice(at);
  case 2: return text.slice(0, at) + pick('0123456789-+:.TZ /,()aAeE') + text.slice(at + 1);
  default: return text.slice(0, at);
  }
}

function dateText() {
  let text = pick(forms)();
  for (let times = pick([0, 0, 1, 1, 2, 3]); times > 0; times--)
    text = mutated(text);
  return text;
}

const texts = new Set(oddities);
while (texts.size < Number(process.argv[2] || 4000))
  texts.add(dateText());
const asBunReads = text => !/\p{Surrogate}/u.test(text)
  ? text.replaceAll('\u202f', ' ').replaceAll('\v', '*').replace(/[^\0-\x7f]/gu, 'é') : '';
const read = zone => {
  process.env.TZ = zone;
  return Array.from(texts, text => new Date(asBunReads(text)).getTime());
};
const [utc, berlin, newYork] = ['UTC', 'Europe/Berlin', 'America/New_York'].map(read);
const unlike = (value, i) => Object.is(value, utc[i]) ? '' : value;
fs.writeFileSync('dates.tsv', Array.from(texts, (text, i) =>
  [JSON.stringify(text), utc[i], unlike(berlin[i], i), unlike(newYork[i], i)].join('\t') + '\n').join(''));
