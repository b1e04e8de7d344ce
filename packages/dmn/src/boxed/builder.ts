import { FeelSyntaxError, placeOf } from '../errors.ts';
import type { DmnIssue } from '../errors.ts';
import { describe } from '../model/read.ts';
import type { FeelText } from '../model/types.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Eval, Global, Unit } from '../run/run.ts';
import type { Node, UnaryTests } from '../feel/ast.ts';
import { compileNode } from '../feel/compile.ts';
import type { Context } from '../feel/compile.ts';
import { lint } from '../feel/lint.ts';
import { parseExpression, parseUnaryTests } from '../feel/parser.ts';
import type { Declarations, ParseFinding } from '../feel/parser.ts';
import type { Scope } from '../feel/scope.ts';
import { ANY } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';

/** A compiled expression and what is known of its type. */
export interface Compiled { run: Eval; type: FeelType }

/** What compiling the expressions of one model shares: declared types, findings, and the numbering of globals. */
export class Builder {
  readonly file: string | undefined;
  readonly declarations: Declarations;
  readonly globals: readonly Global[];
  readonly issues: DmnIssue[];
  readonly typeOf: (typeRef: string | undefined, at: XmlElement) => FeelType;

  constructor(
    file: string | undefined, declarations: Declarations, globals: readonly Global[], issues: DmnIssue[],
    typeOf: (typeRef: string | undefined, at: XmlElement) => FeelType,
  ) {
    this.file = file;
    this.declarations = declarations;
    this.globals = globals;
    this.issues = issues;
    this.typeOf = typeOf;
  }

  context(unit: Unit, scope: Scope, place: string): Context {
    return { unit, globals: this.globals, frame: scope.frame, place };
  }

  /** FEEL text compiled; a text that is not FEEL becomes an issue and, at run time, null. */
  feel(text: FeelText, scope: Scope, unit: Unit, place: string): Compiled & { node: Node | undefined } {
    const node = this.parse(text, (findings) => {
      const parsed = parseExpression(text.text, scope, this.declarations, findings);
      lint(parsed, (f) => findings.push(f));
      return parsed;
    });
    if (!node) return { run: invalid(place), type: ANY, node: undefined };
    return { run: compileNode(node, this.context(unit, scope, place)), type: node.type, node };
  }

  tests(text: FeelText, scope: Scope): UnaryTests | undefined {
    return this.parse(text, (findings) => parseUnaryTests(text.text, scope, this.declarations, findings));
  }

  private parse<T>(text: FeelText, parse: (findings: ParseFinding[]) => T): T | undefined {
    const findings: ParseFinding[] = [];
    let result: T | undefined;
    try {
      result = parse(findings);
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      findings.push({ code: 'feel-syntax', message: error.message, at: error.offset, ...(error.hint ? { hint: error.hint } : {}) });
    }
    for (const f of findings) {
      const { line, column } = placeOf(text.text, f.at, text.line, text.column);
      this.issues.push({
        code: f.code, severity: f.severity ?? 'error', message: f.message, hint: f.hint, file: this.file, line, column,
        element: describe(text.element.parent ?? text.element),
      });
    }
    return result;
  }

  issue(code: string, at: XmlElement, message: string, hint?: string): void {
    if (this.issues.some((i) => i.code === code && i.line === at.line && i.column === at.column && i.message === message && i.file === this.file)) return;
    this.issues.push({ code, severity: 'error', message, hint, file: this.file, line: at.line, column: at.column, element: describe(at) });
  }
}

export function invalid(place: string): Eval {
  return (env) => env.run.nothing(place, 'invalid', 'the expression could not be compiled');
}
