/** What is said to whoever keeps a partner's machine running, in English: what happened and what to do. Undefined for what any caller can meet. */
export function exchangeWords(code: string): { title: string; recover: string } | undefined {
  return said[code];
}

const said: Record<string, { title: string; recover: string }> = {
  'bad-request': { title: 'The message is not as it must be, or it is too old.', recover: 'Send a compact JWS with content-type application/jose, as /openapi.json describes it, signed now.' },
  'bad-signature': { title: 'The signature is not this partner’s.', recover: 'Sign with a key of the key set that is published for the partner.' },
  'unknown-partner': { title: 'No partner is known by this name.', recover: 'Use the name in the agreement with the authority.' },
  'no-ground': { title: 'The agreement names no such ground. Nothing was looked up.', recover: 'State a ground of the agreement; a new one is agreed with the authority first.' },
  'key-reused': { title: 'A question with this jti has been asked before.', recover: 'Ask again with a new jti.' },
  'too-many': { title: 'You ask too often.', recover: 'Wait as long as Retry-After says.' },
  'neighbour-down': { title: 'Your key set cannot be fetched.', recover: 'See to it that it is published, and send again.' },
};
