import { splitBasis, type Json, type Rulebook } from '@ankomst/core';
import { domainsOf, type ColumnDomain, type Decision, type DmnModel } from '@ankomst/dmn';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import type { LabAmounts, LabCell, LabDecision, LabLaw, LabRow, LabRulebook } from './api.ts';
import { cellChoices, cellWords } from './cell-words.ts';
import { labContent, phrasesIn } from './lab-content.ts';
import { modelOf } from './model-of.ts';

/** Rows of a table that are shown; a list of codes has hundreds, and nobody reads them here. */
const mostRows = 100, mostOfList = 20;

/** A rulebook as people read it: every decision with its rows, the law they rest on and the reason they give. */
export function rulebookView(deps: Deps, rulebook: Rulebook, language: string): LabRulebook {
  const messages = messagesOf(deps, language, rulebook);
  const model = modelOf(rulebook.dmn);
  const { automation } = rulebook;
  return {
    hash: rulebook.hash, service: rulebook.service, title: messages.format('service.name'), version: rulebook.version, validFrom: rulebook.validFrom,
    approvedBy: rulebook.approvedBy, unit: deps.authority.units.find((unit) => unit.id === rulebook.unit)?.names[language] ?? rulebook.unit,
    automation: { enabled: automation.enabled, commissioning: automation.commissioning.id, decidedOn: automation.commissioning.decidedOn, decidedBy: automation.commissioning.decidedBy },
    decisions: model.decisions.map((decision) => decisionView(deps, rulebook, model, decision, language)),
    // what is dated is what one comes for
    amounts: Object.keys(rulebook.tables).map((id) => amountsView(deps, rulebook, id)).sort((a, b) => Number(b.dated) - Number(a.dated) || a.id.localeCompare(b.id)),
    languages: deps.authority.languages.offered,
    reasons: Object.fromEntries(Object.keys(rulebook.text[language] ?? {}).filter((key) => key.startsWith('reason.') && !/\.(told|decided)$/.test(key)).map((key) => [key, rulebook.text[language]![key]!])),
    phrases: phrasesIn(deps, rulebook.service, language),
  };
}

function decisionView(deps: Deps, rulebook: Rulebook, model: DmnModel, decision: Decision, language: string): LabDecision {
  const messages = messagesOf(deps, language, rulebook);
  const condition = rulebook.conditions.find((one) => one.decision === decision.name);
  const role = condition ? 'condition' : decision.name === rulebook.outcome ? 'outcome' : decision.name === rulebook.permit ? 'permit' : decision.name === rulebook.fee ? 'fee' : 'step';
  const key = condition ? `condition.${condition.id}` : '';
  const needs = [...decision.requiredInputs, ...decision.requiredDecisions].flatMap((href) => [...model.inputData, ...model.decisions].find((one) => one.id === href.slice(href.indexOf('#') + 1))?.name ?? []);
  const { expression } = decision;
  const domains = domainsOf(model, decision);
  return {
    id: decision.id, name: decision.name, title: condition && messages.has(key) ? messages.format(key) : decision.name, role, needs,
    ...(decision.question ? { question: decision.question } : {}), ...(decision.description ? { description: decision.description } : {}),
    ...(condition ? { anchor: condition.anchor } : {}), law: lawOf(deps, rulebook, condition?.basis ?? [], language),
    ...(expression?.kind === 'table' ? {
      table: {
        hitPolicy: expression.hitPolicy,
        inputs: expression.inputs.map((input, i) => ({ label: input.name, expression: input.expression.text, ...columnOf(domains.inputs[i]!, language) })),
        outputs: expression.outputs.map((output, i) => ({ label: output.label ?? output.name ?? expression.outputLabel ?? decision.name, ...columnOf(domains.outputs[i]!, language) })),
        annotations: expression.annotations,
        rows: expression.rules.map((rule): LabRow => {
          const note = (name: string): string => rule.annotations[expression.annotations.indexOf(name)] ?? '';
          const reason = note('Reason');
          return {
            id: rule.id,
            inputs: rule.inputs.map(({ text }) => ({ text, words: cellWords(text, language) })),
            outputs: rule.outputs.map(({ text }) => ({ text, words: cellWords(text, language) })),
            law: lawOf(deps, rulebook, splitBasis(note('Legal basis')) ?? [], language),
            ...(reason ? { reason: {
              key: reason, words: messages.has(reason) ? messages.format(reason) : '',
              told: toldIn(note('Told')), toldTexts: Object.fromEntries(deps.authority.languages.offered.map((one) => [one, rulebook.text[one]?.[`${reason}.told`] ?? ''])),
              texts: Object.fromEntries(deps.authority.languages.offered.map((one) => [one, rulebook.text[one]?.[reason] ?? ''])),
              sharedWith: rowsWithReason(model, reason).filter((row) => row !== rule.id),
            } } : {}),
          };
        }),
      },
    } : expression?.kind === 'literal' ? { formula: expression.text.text } : {}),
  };
}

const columnOf = (domain: ColumnDomain, language: string): { type?: string; allowed: LabCell[] } => ({ ...(domain.kind ? { type: domain.kind } : {}), allowed: cellChoices(domain, language) });

/** `name: Decision; other: Decision`, as the engine reads it. */
const toldIn = (text: string): { name: string; decision: string }[] => text.split(/[;\n]/).filter((part) => part.trim()).map((part) => {
  const [name = '', decision = ''] = part.split(':').map((one) => one.trim());
  return { name, decision };
});

function rowsWithReason(model: DmnModel, reason: string): string[] {
  return model.decisions.flatMap(({ expression }) => (expression?.kind === 'table'
    ? expression.rules.filter((rule) => rule.annotations[expression.annotations.indexOf('Reason')] === reason).map((rule) => rule.id) : []));
}

/** Provisions as they are cited, with what they say for those who write rules. */
export function lawOf(deps: Pick<Deps, 'authority'>, rulebook: Pick<Rulebook, 'legalBasis'>, ids: readonly string[], language: string): LabLaw[] {
  return ids.map((id) => {
    const law = deps.authority.law.find((one) => one.id === id) ?? rulebook.legalBasis.find((one) => one.id === id);
    const label = law?.label[language] ?? law?.label[deps.authority.languages.binding] ?? id;
    return {
      id, label, verified: law?.verified === true, ...(law?.url ? { url: law.url } : {}),
      ...(law && 'says' in law && law.says ? { says: law.says } : {}), ...(law && 'through' in law && law.through ? { through: law.through } : {}),
    };
  });
}

function amountsView(deps: Deps, rulebook: Rulebook, id: string): LabAmounts {
  const rows = rulebook.tables[id] as Record<string, Json>[];
  const definition = labContent(deps).tables[id];
  const most = definition?.dated ? mostRows : mostOfList;
  const columns = definition ? Object.entries(definition.columns).map(([name, type]) => ({ name, type })) : Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'text' }));
  return {
    id, columns, dated: definition?.dated !== undefined,
    anchors: [...new Set(rulebook.bindings.filter((one) => one.table === id).map((one) => one.anchor ?? 'decision'))],
    rows: rows.slice(0, most) as LabAmounts['rows'], more: Math.max(0, rows.length - most),
  };
}
