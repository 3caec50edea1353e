// Clients of a gateway: asks for completions with the given keys, several at a time, until stdin
// ends, then prints what was answered: {"ok": requests, "tokens": {key: tokens}, "failed": {status: n}}.
//
//   node gatewayload.mjs URL CLIENTS PAUSE_MS < keys, one a line, then end of input to stop
import http from 'node:http';
import readline from 'node:readline';

const [url, clients, pauseMs] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const report = { ok: 0, tokens: {}, failed: {} };
let running = true;
const keys = [];

const pause = ms => new Promise(done => setTimeout(done, ms));

function ask(key, tokens) {
  return new Promise(done => {
    const request = http.request(url + '/v1/chat/completions', {
      method: 'POST', headers: { authorization: `Bearer ${key}` },
    }, response => {
      response.resume();
      response.on('end', () => done(response.statusCode));
    });
    request.on('error', error => done(error.code));
    request.end(JSON.stringify({ max_tokens: tokens }));
  });
}

async function client(number) {
  for (let round = 0; running; round++) {
    const key = keys[(number + round * 7) % keys.length];
    const tokens = 1 + ((number * 31 + round * 17) % 97);
    const status = await ask(key, tokens);
    if (status === 200) {
      report.ok++;
      report.tokens[key] = (report.tokens[key] ?? 0) + tokens;
    } else {
      report.failed[status] = (report.failed[status] ?? 0) + 1;
    }
    await pause(pauseMs);
  }
}

// An empty line ends the list of keys; the end of the input ends the load.
const input = readline.createInterface({ input: process.stdin });
let finished;
input.on('line', line => {
  if (line !== '') {
    keys.push(line);
    return;
  }
  finished = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  console.log('started');
});
input.on('close', async () => {
  running = false;
  await finished;
  console.log(JSON.stringify(report));
});
