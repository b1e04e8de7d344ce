import type {
  ContextExpression, Expression, FilterExpression, FunctionExpression, InvocationExpression, IteratorExpression, RelationExpression,
} from '../model/types.ts';
import type { Binding } from '../feel/ast.ts';
import { callFunction } from '../feel/call.ts';
import { closure, filterList } from '../feel/compile.ts';
import { forLoop, quantified, slotOf } from '../feel/iteration.ts';
import { Scope, itemScope } from '../feel/scope.ts';
import { ANY, ANY_FUNCTION, BOOLEAN, NULL, eitherType, itemType } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';
import type { Unit } from '../run/run.ts';
import * as ops from '../run/ops.ts';
import { FeelContext, FeelFunction } from '../run/values.ts';
import type { Parameter } from '../run/values.ts';
import type { Builder, Compiled } from './builder.ts';
import { compileTable } from './table.ts';

/** Compiles a boxed expression of any kind (DMN 1.5, chapter 10.2 and 10.5). */
export function compileExpression(e: Expression | undefined, scope: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  if (!e) return { run: () => null, type: ANY };
  const compiled = compileKind(e, scope, unit, builder, place);
  if (e.typeRef === undefined || e.kind === 'function') return compiled;
  const type = builder.typeOf(e.typeRef, e.element);
  return type.kind === 'any' && !type.constraint ? compiled : fitted(compiled, type, place);
}

/** The value made to fit a declared type. */
export function fitted(compiled: Compiled, type: FeelType, place: string): Compiled {
  const { run } = compiled;
  if (type.kind === 'any' && !type.constraint) return compiled;
  return { type, run: (env) => env.run.fit(run(env), type, place) };
}

function compileKind(e: Expression, scope: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  switch (e.kind) {
    case 'literal': return e.text.text.trim() === '' ? { run: () => null, type: NULL } : builder.feel(e.text, scope, unit, place);
    case 'table': return compileTable(e, scope, unit, builder, place);
    case 'context': return compileContext(e, scope, unit, builder, place);
    case 'invocation': return compileInvocation(e, scope, unit, builder, place);
    case 'function': return compileFunction(e, scope, unit, builder, place);
    case 'relation': return compileRelation(e, scope, unit, builder, place);
    case 'list': {
      const items = e.items.map((item, i) => compileExpression(item, scope, unit, builder, `${place}[${i + 1}]`));
      const runs = items.map((i) => i.run);
      return {
        type: { kind: 'list', item: items.reduce((t: FeelType, i) => eitherType(t, i.type), items[0]?.type ?? NULL) },
        run: (env) => runs.map((r) => r(env)),
      };
    }
    case 'conditional': {
      const [condition, then, otherwise] = [e.if, e.then, e.else].map((p) => compileExpression(p, scope, unit, builder, place)) as [Compiled, Compiled, Compiled];
      return {
        type: eitherType(then.type, otherwise.type),
        run: (env) => {
          const holds = condition.run(env);
          if (typeof holds !== 'boolean' && holds !== null) return env.run.nothing(place, 'type-error', `the condition is a ${ops.kindOf(holds)}`);
          return holds === true ? then.run(env) : otherwise.run(env);
        },
      };
    }
    case 'filter': return compileFilter(e, scope, unit, builder, place);
    case 'for': case 'some': case 'every': return compileIterator(e, scope, unit, builder, place);
  }
}

function compileContext(e: ContextExpression, outer: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  const scope = outer.child();
  const members = new Map<string, FeelType>();
  const entries: { key: string; slot: number; value: Compiled }[] = [];
  let result: Compiled | undefined;
  for (const entry of e.entries) {
    const name = entry.name?.trim().replace(/\s+/g, ' ');
    const own = name ? `${place}.${name}` : place;
    const declared = entry.typeRef === undefined ? undefined : builder.typeOf(entry.typeRef, entry.element);
    // A function may call itself by the name of its entry.
    const recursive = name && entry.expression?.kind === 'function' ? scope.local(name, ANY_FUNCTION) : undefined;
    let value = compileExpression(entry.expression, scope, unit, builder, own);
    if (declared) value = fitted(value, declared, own);
    if (!name) {
      result = value;
      continue;
    }
    if (members.has(name)) builder.issue('model', entry.element, `the context has two entries "${name}"`);
    const binding = recursive ?? scope.local(name, value.type);
    binding.type = value.type;
    members.set(name, value.type);
    entries.push({ key: name, slot: slotOf(binding), value });
  }
  const steps = entries.map((x) => ({ slot: x.slot, run: x.value.run }));
  if (result) {
    const last = result.run;
    return { type: result.type, run: (env) => {
      for (const s of steps) env.slots[s.slot] = s.run(env);
      return last(env);
    } };
  }
  return { type: { kind: 'context', members }, run: (env) => {
    const context = new FeelContext();
    for (let i = 0; i < steps.length; i++) {
      const s = steps[i]!;
      const value = s.run(env);
      env.slots[s.slot] = value;
      context.set(entries[i]!.key, value);
    }
    return context;
  } };
}

function compileInvocation(e: InvocationExpression, scope: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  const called = compileExpression(e.called, scope, unit, builder, place);
  const names = e.bindings.map((b) => b.name.trim().replace(/\s+/g, ' '));
  const args = e.bindings.map((b) => compileExpression(b.expression, scope, unit, builder, `${place}(${b.name})`).run);
  const said = e.called?.kind === 'literal' ? e.called.text.text.trim() : 'the expression';
  return {
    type: called.type.kind === 'function' ? called.type.result : ANY,
    run: (env) => {
      const f = called.run(env);
      if (!(f instanceof FeelFunction)) return env.run.nothing(place, 'function-error', `${said} is ${f === null ? 'null' : `a ${ops.kindOf(f)}`}, not a function`);
      return callFunction(env.run, f, args.map((a) => a(env)), names.length === 0 ? undefined : names, place);
    },
  };
}

/** Parameters and body of a function; used for boxed functions and business knowledge models alike. */
export function compileFunctionBody(e: FunctionExpression, outer: Scope, unit: Unit, builder: Builder, place: string): { scope: Scope; parameters: Parameter[]; body: Compiled; type: FeelType } {
  const scope = Scope.root(outer);
  const bindings: Binding[] = e.parameters.map((p) => scope.local(p.name, builder.typeOf(p.typeRef, e.element)));
  let body: Compiled;
  if (e.functionKind === 'FEEL') body = compileExpression(e.body, scope, unit, builder, place);
  else {
    builder.issue('external-function', e.element, `${e.functionKind} functions are not run`, 'write the function in FEEL');
    body = { type: ANY, run: (env) => env.run.nothing(place, 'function-error', `${e.functionKind} functions are not run`) };
  }
  const parameters = bindings.map((b) => ({ name: b.name, type: b.type }));
  return { scope, parameters, body, type: { kind: 'function', parameters: parameters.map((p) => p.type), result: body.type } };
}

function compileFunction(e: FunctionExpression, scope: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  const own = compileFunctionBody(e, scope, unit, builder, place);
  let { body, type } = own;
  if (e.typeRef !== undefined) {
    const declared = builder.typeOf(e.typeRef, e.element);
    if (declared.kind === 'function') type = declared;
    else {
      body = fitted(body, declared, place);
      type = { kind: 'function', parameters: own.parameters.map((p) => p.type), result: body.type };
    }
  }
  return { type, run: (env) => closure('', own.parameters, type, own.scope.frame, body.run, env) };
}

function compileRelation(e: RelationExpression, scope: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  const names = e.columns.map((c) => c.name);
  const types = e.columns.map((c) => builder.typeOf(c.typeRef, e.element));
  const rows = e.rows.map((row, i) => row.map((cell, j) => {
    const own = `${place}[${i + 1}].${names[j] ?? j + 1}`;
    const compiled = compileExpression(cell, scope, unit, builder, own);
    return types[j] ? fitted(compiled, types[j], own) : compiled;
  }));
  const members = new Map<string, FeelType>();
  names.forEach((name, j) => members.set(name, types[j]!.kind !== 'any' ? types[j]! : rows.reduce((t: FeelType, r) => (r[j] ? eitherType(t, r[j].type) : t), rows[0]?.[j]?.type ?? ANY)));
  return {
    type: { kind: 'list', item: { kind: 'context', members } },
    run: (env) => rows.map((row) => {
      const context = new FeelContext();
      names.forEach((name, j) => context.set(name, row[j]?.run(env) ?? null));
      return context;
    }),
  };
}

function compileFilter(e: FilterExpression, outer: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  const list = compileExpression(e.in, outer, unit, builder, place);
  const { scope, item } = itemScope(outer, itemType(list.type));
  const match = compileExpression(e.match, scope, unit, builder, place);
  return { type: match.type.kind === 'number' ? itemType(list.type) : list.type, run: filterList(list.run, match.run, slotOf(item), false, true, place) };
}

function compileIterator(e: IteratorExpression, outer: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  let list = compileExpression(e.in, outer, unit, builder, place);
  if (e.variableTypeRef !== undefined) list = fitted(list, { kind: 'list', item: builder.typeOf(e.variableTypeRef, e.element) }, place);
  const scope = outer.child();
  const binding = scope.local(e.variable, itemType(list.type));
  const partial = e.kind === 'for' ? slotOf(scope.local('partial', { kind: 'list', item: ANY })) : -1;
  const body = compileExpression(e.body, scope, unit, builder, place);
  const loops = [{ slot: slotOf(binding), list: list.run, end: undefined }];
  if (e.kind === 'for') return { type: { kind: 'list', item: body.type }, run: forLoop(loops, partial, body.run, true, place) };
  return { type: BOOLEAN, run: quantified(e.kind, loops, body.run, true, place) };
}

