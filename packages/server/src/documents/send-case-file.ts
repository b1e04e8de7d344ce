import type { FastifyReply } from 'fastify';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { sendFile } from './send-file.ts';

/** Sends a file of an opened case to staff: what somebody sent in, or (`letter-<id>`) one of our letters as PDF. @throws Problem not-found */
export async function sendCaseFile(deps: Deps, reply: FastifyReply, { file, letters, documents }: OpenedCase, id: string): Promise<FastifyReply> {
  const [, letterId] = /^letter-(.+)$/.exec(id) ?? [];
  const letter = letters.find((one) => one.id === letterId);
  if (letter) return sendFile(deps, reply, { sha256: letter.pdfSha256, mediaType: 'application/pdf', name: `${file.number}-${letter.letter}-${letter.language}.pdf` });
  const document = documents.find((one) => one.id === id);
  if (!document) throw new Problem('not-found');
  return sendFile(deps, reply, document);
}
