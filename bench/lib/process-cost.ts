import { readdir, readFile } from 'node:fs/promises';

/** The unit of /proc's times on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessLine {
  pid: number;
  name: string;
  parent: number;
  /** Seconds of CPU: its own, and those of its children that have ended. */
  cpuSeconds: number;
}

/** CPU seconds of a program and of all that it started, ended ones included. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const family = await familyOf(pid);
  return family.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

/** What the program holds now: its resident memory, open files, and running children by name. */
export async function holdingsOf(pid: number, childName: string) {
  const [status, descriptors, family] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readdir(`/proc/${pid}/fd`),
    familyOf(pid),
  ]);
  const [, kilobytes = Number.NaN] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return {
    residentMiB: Math.round(Number(kilobytes) / 102.4) / 10,
    openFiles: descriptors.length,
    children: family.filter(({ name }) => name === childName).length,
  };
}

async function familyOf(pid: number): Promise<ProcessLine[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = (await Promise.all(ids.map(readLine))).filter((line) => line !== undefined);
  const members = new Set([pid]);
  for (let size = 0; size < members.size; ) {
    size = members.size;
    for (const line of lines) if (members.has(line.parent)) members.add(line.pid);
  }
  return lines.filter((line) => members.has(line.pid));
}

/** `undefined` when the process has just ended. */
async function readLine(id: string): Promise<ProcessLine | undefined> {
  const text = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(text) ?? [];
  if (rest === '') return undefined;
  const fields = rest.split(' ').map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return { pid: Number(id), name, parent: fields[1] ?? 0, cpuSeconds: ticks / TICKS_PER_SECOND };
}
