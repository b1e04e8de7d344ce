import { createInflate, constants } from 'node:zlib';
import { FileRefused, type FileReason } from './file-refused.ts';

/**
 * Names in a PDF (ISO 32000-2) by which it runs a program, reaches out, carries other files, or is locked. Actions:
 * 12.6.4; embedded files: 7.11.4; encryption: 7.6; XFA forms run their own script language.
 */
const refusedNames: Record<string, FileReason> = {
  JavaScript: 'script', Launch: 'script', Rendition: 'script', XFA: 'script', RichMedia: 'script', ImportData: 'script', SubmitForm: 'script',
  EmbeddedFile: 'embedded', EmbeddedFiles: 'embedded', GoToE: 'embedded',
  Encrypt: 'locked',
};

const limits = {
  /** Objects in all: a scanned book has some thousands. */
  objects: 200_000,
  /** Bytes that all object streams together may hold, inflated. */
  objectBytes: 32_000_000,
  /** Bytes that one other stream may inflate to: a page scanned at 600 dpi in colour is 105 MB. */
  streamBytes: 256_000_000,
  /** Inflate (RFC 1951) makes at most 1,032 bytes of one: smaller streams cannot reach the limit. */
  suspicious: 256_000_000 / 1032,
};

/**
 * Refuses a PDF that could act on its reader's machine, that is locked, or that would exhaust whoever opens it. Nothing is
 * rendered: the whole file is searched for the names, also where they are written with escapes (`/J#61vaScript`) or
 * packed in object streams; every stream large enough to be a bomb is inflated piece by piece and thrown away.
 * @throws FileRefused
 */
export async function examinePdf(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1');
  const names = refuseNames(text);
  if (count(text, /\d\s+obj\b/g, limits.objects) > limits.objects) throw new FileRefused('bomb');
  // Object streams in an encoding we do not undo could hold anything.
  if (names.has('ObjStm') && ['ASCIIHexDecode', 'ASCII85Decode', 'LZWDecode', 'RunLengthDecode', 'Crypt'].some((name) => names.has(name))) throw new FileRefused('kind');
  let left = limits.objectBytes;
  for (const { before, data } of streams(text, bytes)) {
    // Packed twice has no honest use, and multiplies what a bomb can do.
    if (/\[[^\]]*\/Fl[^\]]*\/Fl/.test(before)) throw new FileRefused('bomb');
    const own = namesIn(before);
    if (own.has('ObjStm')) {
      if (own.has('Predictor')) throw new FileRefused('kind');
      const objects = await inflate(data, left);
      if (!objects) throw new FileRefused('bomb');
      if (objects.length === 0 && own.has('FlateDecode')) throw new FileRefused('kind');
      left -= objects.length;
      refuseNames(objects.toString('latin1'));
    } else if (data.length > limits.suspicious && (data[0]! & 0x0f) === 8 && !(await inflates(data, limits.streamBytes))) throw new FileRefused('bomb');
  }
}

/** Throws for the first name that is refused; the names found. A name as short as /JS never stands without its long companion. */
function refuseNames(text: string): Set<string> {
  const names = namesIn(text);
  for (const name of names) {
    const reason = Object.hasOwn(refusedNames, name) ? refusedNames[name] : undefined;
    // Three letters may come about by chance in a picture's bytes: only a form has an XFA part.
    if (reason && (name !== 'XFA' || names.has('AcroForm'))) throw new FileRefused(reason);
  }
  return names;
}

/** The names in a stretch of PDF, escapes undone (7.3.5). */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/\/((?:[A-Za-z\d]|#[0-9A-Fa-f]{2}){3,60})/g)) {
    names.add(name!.includes('#') ? name!.replace(/#([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : name!);
  }
  return names;
}

/**
 * Streams, each with all that stands before it since the one before began: its dictionary is in there, however it is
 * written. It ends where the word says so, whatever its length claims; the next is looked for right behind its
 * beginning, so that a false end hides nothing.
 */
function* streams(text: string, bytes: Buffer): Generator<{ before: string; data: Buffer }> {
  let last = 0;
  for (const found of text.matchAll(/(?<!end)stream[ \t]*(?:\r\n|\n|\r)/g)) {
    const start = found.index + found[0].length;
    const end = text.indexOf('endstream', start);
    yield { before: text.slice(last, found.index), data: bytes.subarray(start, end < 0 ? bytes.length : end) };
    last = start;
  }
}

/** The bytes inflated, or undefined where they are more than `most`. Damaged data gives what there is of it. */
async function inflate(data: Buffer, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  return (await inflateInto(data, most, (part) => parts.push(part))) ? Buffer.concat(parts) : undefined;
}
const inflates = (data: Buffer, most: number): Promise<boolean> => inflateInto(data, most, () => {});

function inflateInto(data: Buffer, most: number, take: (part: Buffer) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const inflater = createInflate({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 256 * 1024 });
    let size = 0;
    inflater.on('data', (part: Buffer) => {
      size += part.length;
      if (size > most) {
        inflater.destroy();
        resolve(false);
      } else take(part);
    });
    for (const event of ['end', 'error', 'close']) inflater.on(event, () => resolve(true));
    inflater.end(data);
  });
}

function count(text: string, what: RegExp, most: number): number {
  let n = 0;
  for (const _found of text.matchAll(what)) if (++n > most) break;
  return n;
}
