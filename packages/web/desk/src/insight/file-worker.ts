import { flatten, LogError, Looker, readCsv, readOcelJson, readOcelXml, readXes, type EventLog, type ObjectLog, type PictureSetting } from '../../../../mining/src/index.ts';
import type { FileAnswers, FileOrder, FileTold, OpenedFile } from './file-talk.ts';

let objects: ObjectLog | undefined;
let looker: Looker | undefined;

const tell = (told: FileTold): void => { postMessage(told); };

addEventListener('message', ({ data }: MessageEvent<{ no: number; order: FileOrder }>) => {
  const { no, order } = data;
  answer(order).then((given) => tell({ no, answer: given }), (error: unknown) => {
    tell({ no, error: (error as Error).message, ...(error instanceof LogError ? { line: error.line } : {}) });
  });
});

async function answer(order: FileOrder): Promise<FileAnswers[FileOrder['do']]> {
  switch (order.do) {
    case 'open': return open(order);
    case 'flatten': return take(flatten(objects!, order.type), order.type);
    case 'look': {
      const held = looker!;
      const { cases, picture } = held.picture(order.name, { base: [], filters: order.filters, spots: order.spots, aside: [], setting: settingOf(held.log) });
      return { cases, picture, at: settingOf(held.log).at };
    }
    case 'cases': {
      const look = { base: [], filters: order.filters, spots: order.spots, aside: [], setting: settingOf(looker!.log) };
      return { cases: looker!.numbers(look).length, seen: looker!.cases(look, order.most) };
    }
  }
}

async function open({ file, kind, csv, lenient }: Extract<FileOrder, { do: 'open' }>): Promise<OpenedFile> {
  objects = undefined;
  switch (kind) {
    case 'table': return take(await readCsv(counted(file), { ...csv, lenient }));
    case 'xes': return take(await readXes(counted(file), { lenient }));
    case 'ocel-json': return openObjects(await readOcelJson(counted(file), { lenient }));
    case 'ocel-xml': return openObjects(await readOcelXml(counted(file), { lenient }));
    case 'ocel-sqlite': {
      const [{ readOcelDatabase }, bytes] = await Promise.all([import('./file-database.ts'), allOf(file)]);
      return openObjects(await readOcelDatabase(bytes, { lenient }));
    }
  }
}

/** A database is read as a whole: its tables lie anywhere in it. */
async function allOf(file: File): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const chunk of counted(file)) { bytes.set(chunk, at); at += chunk.byteLength; }
  return bytes;
}

function openObjects(log: ObjectLog): OpenedFile {
  objects = log;
  const counts = new Map<string, number>();
  for (const type of log.objectType) counts.set(log.objectTypes[type]!.name, (counts.get(log.objectTypes[type]!.name) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first) throw new LogError(0, 'objects: there are none');
  return take(flatten(log, first[0]), first[0], log.skipped);
}

function take(log: EventLog, type?: string, skipped = log.skipped): OpenedFile {
  looker = new Looker(log);
  return {
    cases: log.caseIds.length, events: log.activity.length, activities: log.activities.length, skipped: skipped.slice(0, 50),
    types: objects ? objects.objectTypes.map((one) => one.name) : [], ...(type === undefined ? {} : { type }), attributes: looker.attributes(),
  };
}

/** Pictures are taken at the log's last instant: what came after is not in it. */
function settingOf(log: EventLog): PictureSetting {
  let at = -Infinity;
  for (const time of log.time) if (time > at) at = time;
  return { at: Number.isFinite(at) ? at : 0, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** The file's bytes, telling how far they have been read ten times a second at most. */
async function* counted(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  let read = 0, told = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    read += value.byteLength;
    const now = performance.now();
    if (now - told > 100) { told = now; tell({ progress: file.size === 0 ? 1 : read / file.size }); }
    yield value;
  }
}
