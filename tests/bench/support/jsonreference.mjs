// What JavaScript takes for a store: medians in seconds, as one line of JSON.
import { readFileSync } from "node:fs";

const [path, rounds] = [process.argv[2], Number(process.argv[3])];
const text = readFileSync(path, "utf8");

function median(work) {
  const samples = [];
  for (let round = -Math.min(10, rounds); round < rounds; ++round) {
    const start = performance.now();
    work();
    if (round >= 0) samples.push((performance.now() - start) / 1000);
  }
  return samples.sort((a, b) => a - b)[samples.length >> 1];
}

let kept = 0;
console.log(JSON.stringify({
  runtime: globalThis.Bun ? `Bun ${Bun.version}` : `Node ${process.versions.node}`,
  parse: median(() => { kept += JSON.parse(text).keys.length; }),
  readAndParse: median(() => { kept += JSON.parse(readFileSync(path, "utf8")).keys.length; }),
  edit: median(() => {
    const store = JSON.parse(text);
    store.keys[store.keys.length >> 1].token_limit_per_5h += 1;
    kept += JSON.stringify(store, null, 2).length;
  }),
}));
if (kept === 0) process.exit(1);
