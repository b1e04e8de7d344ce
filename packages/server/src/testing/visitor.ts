/** A browser as far as a person without scripts needs one: cookies, redirects, forms. */
export interface Page {
  url: string;
  status: number;
  headers: Headers;
  text: string;
}

export interface SentForm {
  /** Where it goes; default: the form's own action. */
  action?: string;
  fields?: Record<string, string | string[]>;
  files?: Record<string, { name: string; type: string; bytes: Uint8Array }>;
  multipart?: boolean;
}

export interface Visitor {
  /** By host, then by name; those of one path alone by `path name`. */
  cookies: Map<string, Map<string, string>>;
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  request(path: string, init: RequestInit): Promise<Page>;
  /** Fills in and sends a form of a page: its hidden fields go along, as a browser sends them. */
  send(page: Page, form: SentForm): Promise<Page>;
}

export function createVisitor(origin: string): Visitor {
  const cookies = new Map<string, Map<string, string>>();
  const jar = (url: string): Map<string, string> => {
    const { hostname, port } = new URL(url);
    const key = `${hostname}:${port}`;
    const own = cookies.get(key) ?? new Map<string, string>();
    cookies.set(key, own);
    return own;
  };
  const visit = async (url: string, init: RequestInit, depth = 0): Promise<Page> => {
    const answer = await fetch(url, {
      ...init, redirect: 'manual',
      headers: { accept: 'text/html', 'accept-language': 'en', cookie: sent(jar(url), new URL(url).pathname), ...init.headers as Record<string, string> },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      const path = /;\s*path=([^;]*)/i.exec(cookie)?.[1] ?? '/';
      const key = path === '/' ? name! : `${path} ${name!}`;
      if (value && !/expires=Thu, 01 Jan 1970|max-age=0/i.test(cookie)) jar(url).set(key, value);
      else jar(url).delete(key);
    }
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location && depth < 15) {
      await answer.body?.cancel();
      const next = new URL(location, url).href;
      return visit(next, { headers: init.headers }, depth + 1);
    }
    return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const full = (path: string): string => new URL(path, origin).href;
  return {
    cookies,
    get: (path, headers) => visit(full(path), { headers }),
    request: (path, init) => visit(full(path), init),
    send(page, { action, fields = {}, files, multipart }) {
      const form = formsOf(page.text).find((one) => action === undefined || one.action === action || one.html.includes(`formaction="${action}"`)) ?? formsOf(page.text)[0];
      if (!form) throw new Error(`no form on ${page.url} (${page.status})`);
      const all: Record<string, string | string[]> = { ...form.hidden, ...fields };
      const body = files || multipart ? new FormData() : new URLSearchParams();
      for (const [name, value] of Object.entries(all)) for (const one of [value].flat()) body.append(name, one);
      for (const [name, file] of Object.entries(files ?? {})) {
        (body as FormData).append(name, new File([file.bytes as Uint8Array<ArrayBuffer>], file.name, { type: file.type }));
      }
      const target = new URL(action ?? form.action, page.url).href;
      const origin = new URL(page.url).origin;
      return visit(target, { method: 'POST', body, headers: { origin, referer: page.url } });
    },
  };
}

/** The cookies that go to a path. */
function sent(jar: Map<string, string>, path: string): string {
  return [...jar].flatMap(([key, value]) => {
    const [own, name] = key.includes(' ') ? key.split(' ') : ['/', key];
    return path.startsWith(own!) ? [`${name}=${value}`] : [];
  }).join('; ');
}

/** The forms of a page: where each goes and what it carries unseen. */
export function formsOf(html: string): { action: string; hidden: Record<string, string>; html: string }[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, inner]) => ({
    action: attribute(head!, 'action') ?? '',
    hidden: Object.fromEntries([...inner!.matchAll(/<input\b([^>]*type="hidden"[^>]*)>/g)].map(([, input]) => [attribute(input!, 'name') ?? '', attribute(input!, 'value') ?? ''])),
    html: inner!,
  }));
}

const attribute = (tag: string, name: string): string | undefined => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]);
const unescape = (text: string | undefined): string | undefined =>
  text?.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
