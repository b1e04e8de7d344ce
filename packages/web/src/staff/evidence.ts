import type { Comparison, Witness } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html, join, type Html, type Printable } from '../kit/html.ts';
import { table, tag, type Tone } from '../kit/parts.ts';

/** What each of the three says of one fact, side by side. */
export interface StaffComparison {
  label: Words;
  said: Partial<Record<Witness, {
    /** One value, or the two that a document's lines may mean. */
    values: Printable[];
    /** Who or what it is, and since when. */
    source: Words;
    /** Where the document can be seen. */
    href?: string;
    /** Read from lines that do not add up. */
    doubtful?: boolean;
  }>>;
  agreement: Exclude<Comparison['agreement'], 'alone'>;
}

const witnesses = ['applicant', 'document', 'register'] as const;
const tones: Record<StaffComparison['agreement'], Tone> = { same: 'success', compatible: 'warning', differs: 'danger' };
const order: StaffComparison['agreement'][] = ['differs', 'compatible', 'same'];

/** Applicant said, document says, register says: what differs first, in words as well as colour. */
export function evidenceTable(who: string, rows: readonly StaffComparison[], ctx: PageContext): Html {
  const sorted = [...rows].sort((a, b) => order.indexOf(a.agreement) - order.indexOf(b.agreement));
  return table(ctx.t('evidence.title', { who }), [ctx.t('staff.fact'), ...witnesses.map((witness) => ctx.t(`evidence.${witness}`)), ctx.t('evidence.agreement')], sorted.map((row) => [
    words(row.label, ctx),
    ...witnesses.map((witness) => said(row.said[witness], ctx)),
    tag(ctx.t(`evidence.${row.agreement}`), tones[row.agreement]),
  ]));
}

function said(one: StaffComparison['said'][Witness], ctx: PageContext): Printable {
  if (!one) return html`<span class="note">${ctx.t('evidence.nothing')}</span>`;
  return html`${join(one.values, ` ${ctx.t('evidence.or')} `)}${one.doubtful && html` ${tag(ctx.t('evidence.doubtful'), 'warning')}`}<p class="note">${words(one.source, ctx)}${one.href && html`, <a href="${one.href}">${ctx.t('evidence.see')}</a>`}</p>`;
}
