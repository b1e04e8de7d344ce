import { battery } from './battery.ts';

console.log(JSON.stringify(battery(Number(process.argv[2] ?? 10_000))));
