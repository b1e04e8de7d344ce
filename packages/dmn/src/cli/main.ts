#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { command } from './command.ts';

process.exitCode = await command(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  now: new Date().toISOString(),
  stdin: () => readFileSync(0, 'utf8'),
});
