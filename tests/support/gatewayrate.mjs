// Clients of a gateway at a steady rate, whether it keeps up or not: asks for completions with the
// given keys, one every 1000 / RATE ms with some jitter, for SECONDS, then prints what was answered:
// {"asked": n, "failed": {status: n}, "p50": ms, "p99": ms, "max": ms}, latencies of what was 200.
//
//   node gatewayrate.mjs URL RATE SECONDS < keys, one a line
import http from 'node:http';

const [url, rate, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const agent = new http.Agent({ keepAlive: true });
const latencies = [];
const failed = {};

let input = '';
for await (const part of process.stdin) input += part;
const keys = input.split('\n').filter(line => line !== '');

function ask(key) {
  const begun = performance.now();
  return new Promise(done => {
    const request = http.request(url + '/v1/chat/completions', {
      method: 'POST', agent, headers: { authorization: `Bearer ${key}` },
    }, response => {
      response.resume();
      response.on('end', () => done(response.statusCode));
    });
    request.on('error', error => done(error.code));
    request.end(JSON.stringify({ max_tokens: 1 }));
  }).then(status => {
    if (status === 200) latencies.push(performance.now() - begun);
    else failed[status] = (failed[status] ?? 0) + 1;
  });
}

const pause = ms => new Promise(done => setTimeout(done, ms));
const end = performance.now() + seconds * 1000;
const under = [];
for (let n = 0, at = performance.now(); at < end; n++) {
  under.push(ask(keys[(n * 7919) % keys.length]));
  at += (1000 / rate) * (0.5 + Math.random());
  await pause(Math.max(0, at - performance.now()));
}
await Promise.all(under);
agent.destroy();
latencies.sort((a, b) => a - b);
const at = share => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
console.log(JSON.stringify({
  asked: under.length, failed, p50: at(0.5), p99: at(0.99), max: at(1),
}));
