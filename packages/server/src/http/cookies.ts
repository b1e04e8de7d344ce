import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Names and flags of our cookies. Over https they carry `__Host-`: set by this host, for this host
 * alone, never over http. All are out of reach of scripts.
 */
export interface Cookies {
  read(request: FastifyRequest, name: string): string | undefined;
  set(reply: FastifyReply, name: string, value: string, maxAgeSeconds?: number): void;
  clear(reply: FastifyReply, name: string): void;
}

export function createCookies(publicUrl: URL): Cookies {
  const secure = publicUrl.protocol === 'https:';
  const full = (name: string): string => (secure ? `__Host-ankomst-${name}` : `ankomst-${name}`);
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request, name) => request.cookies[full(name)],
    set: (reply, name, value, maxAge) => void reply.setCookie(full(name), value, { ...flags, ...(maxAge === undefined ? {} : { maxAge }) }),
    clear: (reply, name) => void reply.clearCookie(full(name), flags),
  };
}
