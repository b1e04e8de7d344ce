/**
 * Where to go after logging in: a path of this service, never another site (open redirect),
 * never a route that acts. Anything else becomes `fallback`.
 */
export function backPath(value: unknown, fallback: string): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value) || value.length > 500) return fallback;
  // A browser drops tabs and newlines inside addresses: "/\t/evil" would become "//evil".
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\\]/.test(value)) return fallback;
  const url = new URL(value, 'http://here.invalid');
  if (url.origin !== 'http://here.invalid' || /^\/(staff\/)?(login(\/callback)?|logout)\/?$/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}
