import { splitBasis, type Json, type Rulebook } from '@ankomst/core';
import { getRulebook, rulebooks } from '@ankomst/store';
import type { AutomationLaw, AutomationPageView, AutomationView, PageContext } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { automationState, type AutomationState } from '../leading/automation-state.ts';
import { compareRulebooks } from '../rule-lab/compare-rulebooks.ts';
import { modelOf } from '../rule-lab/model-of.ts';
import { currentRulebook } from '../rulebooks.ts';
import { automationFigures } from './figures.ts';

/** An automation that is or has been put in use, with the rules that hold today. */
export interface Registered { state: AutomationState; rulebook: Rulebook }

/** All of them. What no formal decision has put in use is no automation. */
export async function registered(deps: Deps): Promise<Registered[]> {
  return (await automationState(deps)).flatMap((state) => {
    const rulebook = currentRulebook(deps, state.service, deps.clock.now());
    return rulebook && state.commissioned ? [{ state, rulebook }] : [];
  });
}

/** One automation in short, in the words of its service. */
export async function automationView(deps: Deps, { state, rulebook }: Registered, ctx: PageContext): Promise<AutomationView> {
  const { checked, ...figures } = (await automationFigures(deps)).get(state.service)!;
  return {
    service: state.service, title: ctx.say('service.name'), state: state.state === 'not-in-use' ? 'stopped' : state.state, commissioned: state.commissioned!,
    law: lawOf(deps, rulebook, rulebook.automation.commissioning.basis, ctx), figures, sample: rulebook.automation.sampleRate, checked,
  };
}

/** All that everybody may know of it: its rules as they read, what is to come, its history. No person and no officer is named. */
export async function automationPageView(deps: Deps, registeredOne: Registered, ctx: PageContext): Promise<AutomationPageView> {
  const { state, rulebook } = registeredOne;
  const model = modelOf(rulebook.dmn);
  const releases = (await rulebooks(deps.store)).filter((one) => one.service === state.service);
  const books = (await Promise.all(releases.map((one) => getRulebook(deps.store, one.hash)))).filter((one) => one !== null);
  const reasons = rulebook.automation.commissioning.reasons;
  return {
    ...await automationView(deps, registeredOne, ctx),
    rules: rulebook.conditions.map((condition) => {
      const expression = model.decisions.find((one) => one.name === condition.decision)?.expression;
      return {
        title: ctx.say(`condition.${condition.id}`), discretion: condition.kind === 'discretion',
        rows: expression?.kind !== 'table' ? [] : expression.rules.map((rule) => {
          const note = (name: string): string => rule.annotations[expression.annotations.indexOf(name)] ?? '';
          const status = rule.outputs[0]!.text.trim().replaceAll('"', '');
          return { comesTo: status === 'met' ? 'met' as const : status === 'not met' ? 'not-met' as const : 'unknown' as const, reason: ctx.say(note('Reason')), law: lawOf(deps, rulebook, splitBasis(note('Legal basis')) ?? condition.basis, ctx) };
        }),
      };
    }),
    amounts: amountsOf(rulebook),
    // one after the other: each compared with what holds before it
    coming: books.filter((one) => one.validFrom > rulebook.validFrom).toSorted((a, b) => a.validFrom.localeCompare(b.validFrom)).flatMap((one, index, list) => {
      const changes = changesOf(deps, list[index - 1] ?? rulebook, one, ctx.language);
      return changes.length > 0 ? [{ on: one.validFrom, changes }] : [];
    }),
    versions: books.map(({ version, validFrom, approvedBy }) => ({ version, from: validFrom, approved: approvedBy.length })),
    stops: state.history.map(({ act, at, why }) => ({ act, at, why })),
    ...(reasons ? { reasons: { text: plainText(reasons), language: 'en' } } : {}),
  };
}

function lawOf(deps: Deps, rulebook: Rulebook, ids: readonly string[], ctx: PageContext): AutomationLaw[] {
  return ids.map((id) => {
    const law = rulebook.legalBasis.find((one) => one.id === id) ?? deps.authority.law.find((one) => one.id === id);
    return { label: law?.label[ctx.language] ?? law?.label[ctx.bindingLanguage] ?? id, verified: law?.verified === true, ...(law?.url ? { url: law.url } : {}) };
  });
}

type Row = { [column: string]: Json };
const text = (value: Json | undefined): string => (value === null || value === undefined ? '' : String(value));

/** The dated amounts of a rulebook; lists of codes are no amounts. */
function amountsOf({ tables }: Rulebook): AutomationPageView['amounts'] {
  return Object.entries(tables).flatMap(([name, list]) => {
    const rows = (list as Row[]).filter((row) => typeof row['amount_sek'] === 'number').map((row) => ({
      name: text(row['id']), amount: row['amount_sek'] as number, from: text(row['valid_from']), until: typeof row['valid_to'] === 'string' ? row['valid_to'] : null, source: text(row['source']),
    }));
    return rows.length > 0 ? [{ name, rows: rows.toSorted((a, b) => b.from.localeCompare(a.from)) }] : [];
  });
}

function changesOf(deps: Deps, before: Rulebook, after: Rulebook, language: string): { what: string; before: string; after: string }[] {
  const { difference } = compareRulebooks(deps, before, after, language);
  // reasons in the language that is read; the other languages say the same
  const told = (what: string): boolean => !what.startsWith('#reason ') || what === `#reason ${language}`;
  const name = (what: string): string => (what.startsWith('#') ? '' : `, ${what}`);
  return [
    ...difference.amounts.flatMap((one) => one.cells.filter((cell) => cell.what === 'amount_sek' || (one.change === 'changed' && !['source', 'verified'].includes(cell.what)))
      .map((cell) => ({ what: `${one.table}: ${one.name}${cell.what === 'amount_sek' ? '' : `, ${cell.what}`}`, before: cell.before, after: cell.after }))),
    ...difference.rows.flatMap((one) => one.cells.filter((cell) => told(cell.what)).map((cell) => ({ what: `${one.title}${name(cell.what)}`, before: cell.before, after: cell.after }))),
  ];
}

/** Markdown as plain paragraphs: headings, stars and dashes are for the file. */
const plainText = (markdown: string): string => markdown.replace(/^#+ /gm, '').replace(/\*\*?([^*]+)\*\*?/g, '$1').replace(/^- /gm, '\n\n– ').replaceAll('`', '').trim();
