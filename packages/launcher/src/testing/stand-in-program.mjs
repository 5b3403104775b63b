// Stands in for any of our programs: ready at once, tells who it is, crashes when asked, notes when it stops.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname } from 'node:path';

const { PORT, GATEWAY_PORT, SIMULATOR_PORT, STOP_LOG } = process.env;
const name = basename(dirname(dirname(process.argv[1] ?? '')));
const port = { gateway: GATEWAY_PORT, 'milestone-simulator': SIMULATOR_PORT }[name] ?? PORT;

process.on('SIGTERM', () => {
  appendFileSync(STOP_LOG ?? '', `${name}\n`);
  process.exit(0);
});

createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  response.end(JSON.stringify({ name, pid: process.pid }));
}).listen(Number(port), '127.0.0.1');
