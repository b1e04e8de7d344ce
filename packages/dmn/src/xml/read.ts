import { DmnError } from '../errors.ts';
import type { XmlComment, XmlDocument, XmlElement, XmlInstruction } from './tree.ts';

/** Deepest nesting of elements read; DMN models stay below 40. */
const MAX_DEPTH = 256;
const MAX_ATTRIBUTES = 256;

const NAME = /[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*/uy;
const SPACE = /[ \t\n]*/y;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads XML 1.0 with namespaces into a tree with positions.
 *
 * Document type declarations are refused: with them go entity bombs and external entities. Only the five
 * predefined entities and character references are known.
 * @throws DmnError code `xml` with line and column
 */
export function readXml(source: string, file?: string): XmlDocument {
  return new Reader(source, file).document();
}

class Reader {
  readonly text: string;
  readonly file: string | undefined;
  at = 0;
  /** Positions are found by walking forward once: `lineStart` belongs to `line`. */
  private line = 1;
  private lineStart = 0;
  private scanned = 0;

  constructor(source: string, file: string | undefined) {
    let text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    this.text = text;
    this.file = file;
  }

  document(): XmlDocument {
    if (this.text.startsWith('<?xml')) {
      const end = this.text.indexOf('?>');
      if (end < 0) this.fail('the XML declaration does not end');
      this.at = end + 2;
    }
    const prolog = this.misc();
    if (this.text[this.at] !== '<') this.fail('expected the root element');
    const root = this.tree();
    const epilog = this.misc();
    if (this.at < this.text.length) this.fail('there is text after the root element');
    return { prolog, root, epilog };
  }

  private misc(): (XmlComment | XmlInstruction)[] {
    const found: (XmlComment | XmlInstruction)[] = [];
    for (;;) {
      this.space();
      if (this.text.startsWith('<!--', this.at)) found.push({ type: 'comment', text: this.until('<!--', '-->') });
      else if (this.text.startsWith('<?', this.at)) found.push({ type: 'instruction', text: this.until('<?', '?>') });
      else if (this.text.startsWith('<!', this.at)) {
        this.fail('document type declarations are not accepted', 'remove the <!DOCTYPE ...> line; entities are not expanded');
      } else return found;
    }
  }

  /** Iterative, so that deep nesting cannot exhaust the stack. */
  private tree(): XmlElement {
    const scopes: Map<string, string>[] = [new Map([['', ''], ['xml', 'http://www.w3.org/XML/1998/namespace']])];
    const root = this.open(undefined, scopes);
    let current: XmlElement | undefined = root.closed ? undefined : root.element;
    let depth = 1;
    const text = this.text;
    while (current) {
      const lt = text.indexOf('<', this.at);
      if (lt < 0) this.fail(`element <${current.name}> is not closed`);
      if (lt > this.at) {
        const { line, column } = this.position(this.at);
        const raw = text.slice(this.at, lt);
        if (raw.includes(']]>')) this.fail('"]]>" stands in text');
        current.children.push({ type: 'text', text: this.decode(raw, this.at), cdata: false, line, column });
        this.at = lt;
      }
      const next = text.charCodeAt(lt + 1);
      if (next === 47 /* / */) {
        this.at = lt + 2;
        const name = this.name();
        if (name !== current.name) this.fail(`</${name}> closes <${current.name}>`);
        this.space();
        this.expect('>');
        scopes.pop();
        depth--;
        current = current.parent;
      } else if (next === 33 /* ! */) {
        if (text.startsWith('<!--', lt)) current.children.push({ type: 'comment', text: this.until('<!--', '-->') });
        else if (text.startsWith('<![CDATA[', lt)) {
          const { line, column } = this.position(lt + 9);
          current.children.push({ type: 'text', text: this.until('<![CDATA[', ']]>'), cdata: true, line, column });
        } else this.fail('document type declarations are not accepted');
      } else if (next === 63 /* ? */) {
        current.children.push({ type: 'instruction', text: this.until('<?', '?>') });
      } else {
        const child = this.open(current, scopes);
        current.children.push(child.element);
        if (!child.closed) {
          current = child.element;
          if (++depth > MAX_DEPTH) this.fail(`elements are nested deeper than ${MAX_DEPTH}`);
        }
      }
    }
    return root.element;
  }

  private open(parent: XmlElement | undefined, scopes: Map<string, string>[]): { element: XmlElement; closed: boolean } {
    const { line, column } = this.position(this.at);
    this.at++;
    const name = this.name();
    const element: XmlElement = {
      type: 'element', name, prefix: '', local: name, namespace: '', attributes: [], children: [], parent, line, column,
    };
    let scope = scopes[scopes.length - 1]!;
    let own = false;
    for (;;) {
      const before = this.at;
      this.space();
      const c = this.text[this.at];
      if (c === '>' || c === '/') break;
      if (c === undefined) this.fail(`element <${name}> is not closed`);
      if (this.at === before) this.fail('expected white space before an attribute');
      const key = this.name();
      this.space();
      this.expect('=');
      this.space();
      const quote = this.text[this.at];
      if (quote !== '"' && quote !== "'") this.fail(`the value of attribute ${key} is not quoted`);
      const start = this.at + 1;
      const end = this.text.indexOf(quote!, start);
      if (end < 0) this.fail(`the value of attribute ${key} does not end`);
      const raw = this.text.slice(start, end);
      if (raw.includes('<')) this.fail(`"<" stands in the value of attribute ${key}`);
      const value = this.decode(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw, start);
      if (element.attributes.length >= MAX_ATTRIBUTES) this.fail(`an element has more than ${MAX_ATTRIBUTES} attributes`);
      if (element.attributes.some((a) => a.name === key)) this.fail(`attribute ${key} is given twice`);
      element.attributes.push({ name: key, value });
      if (key === 'xmlns' || key.startsWith('xmlns:')) {
        if (!own) { scope = new Map(scope); own = true; }
        scope.set(key === 'xmlns' ? '' : key.slice(6), value);
      }
      this.at = end + 1;
    }
    const colon = name.indexOf(':');
    if (colon > 0) {
      element.prefix = name.slice(0, colon);
      element.local = name.slice(colon + 1);
    }
    const namespace = scope.get(element.prefix);
    if (namespace === undefined) this.fail(`the prefix "${element.prefix}" is not declared`);
    element.namespace = namespace!;
    const closed = this.text[this.at] === '/';
    if (closed) this.at++;
    this.expect('>');
    if (!closed) scopes.push(scope);
    return { element, closed };
  }

  private decode(raw: string, start: number): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;&]{0,40})(;?)/g, (_, body: string, semicolon: string, offset: number) => {
      this.at = start + offset;
      if (!semicolon) this.fail('"&" stands in text without being written &amp;');
      if (body[0] === '#') {
        const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
        const valid = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000));
        if (!valid) this.fail(`&${body}; is not a character`);
        return String.fromCodePoint(code);
      }
      const known = Object.hasOwn(ENTITIES, body) ? ENTITIES[body] : undefined;
      if (known === undefined) this.fail(`the entity &${body}; is not known`, 'only &lt; &gt; &amp; &quot; &apos; and character references are accepted');
      return known!;
    });
  }

  private until(open: string, close: string): string {
    const start = this.at + open.length;
    const end = this.text.indexOf(close, start);
    if (end < 0) this.fail(`"${open}" is not closed by "${close}"`);
    this.at = end + close.length;
    return this.text.slice(start, end);
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const match = NAME.exec(this.text);
    if (!match) this.fail('expected a name');
    this.at += match![0].length;
    return match![0];
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.text)![0].length;
  }

  private expect(c: string): void {
    if (this.text[this.at] !== c) this.fail(`expected "${c}"`);
    this.at++;
  }

  private position(offset: number): { line: number; column: number } {
    if (offset < this.scanned) { this.line = 1; this.lineStart = 0; this.scanned = 0; }
    for (;;) {
      const newline = this.text.indexOf('\n', this.scanned);
      if (newline < 0 || newline >= offset) break;
      this.line++;
      this.lineStart = newline + 1;
      this.scanned = newline + 1;
    }
    return { line: this.line, column: offset - this.lineStart + 1 };
  }

  private fail(message: string, hint?: string): never {
    const { line, column } = this.position(Math.min(this.at, this.text.length));
    throw new DmnError({ code: 'xml', severity: 'error', message, hint, file: this.file, line, column });
  }
}
