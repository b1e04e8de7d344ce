// What runs on node alone: reading and writing files.
export { fileChunks, readXesFile } from './import/node-files.ts';
