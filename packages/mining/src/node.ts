// What runs on node alone: reading and writing files.
export { fileChunks, readCsvFile, readXesFile } from './import/node-files.ts';
export { writeCsvFile, writeXesFile } from './export/node-files.ts';
export { readOcelSqlite, writeOcelSqlite } from './ocel/node-sqlite.ts';
