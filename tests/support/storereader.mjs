// Reads a store over and over without its lock, as the gateway reads it, until SIGTERM, or until its
// input ends because whoever started it is gone; then prints {"reads", "unparsable"}.
//
//   node storereader.mjs STORE
import fs from 'node:fs';

const READS_AT_ONCE = 10;
const PAUSE_MS = 1;

let isStopped = false;
let reads = 0;
let unparsable = 0;
process.on('SIGTERM', () => { isStopped = true; });
process.stdin.on('end', () => { isStopped = true; }).resume();
console.log('reading');
while (!isStopped) {
  for (let read = 0; read < READS_AT_ONCE; read++) {
    reads++;
    try {
      if (!Array.isArray(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).keys)) unparsable++;
    } catch {
      unparsable++;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
console.log(JSON.stringify({ reads, unparsable }));
process.exit(0);
