import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** @type {readonly NodeJS.Signals[]} */
const endSignals = ['SIGINT', 'SIGTERM'];

/**
 * @typedef {object} Outcome
 * @property {number} code the exit code, or 1 when the program could not be started or was ended by a signal
 * @property {string} output standard output and error, in order; empty when they went to the terminal
 */

/**
 * Runs a program in the repository's folder. Its output is kept unless `show` sends it to the terminal. It is
 * ended when we are asked to end; its caller then sees that it failed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: Record<string, string> }} [options]
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { show = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => void child.kill(signal);
    for (const signal of endSignals) process.on(signal, passOn);
    /** @param {Outcome} outcome */
    const end = (outcome) => {
      for (const signal of endSignals) process.off(signal, passOn);
      resolve(outcome);
    };
    child.once('error', (error) => end({ code: 1, output: error.message }));
    child.once('close', (code) => end({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/**
 * Runs the npm that started us, or else the one on PATH.
 *
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
export function npm(args) {
  const { npm_execpath: started = '' } = process.env;
  return started.endsWith('npm-cli.js') ? run(process.execPath, [started, ...args]) : run('npm', args);
}
