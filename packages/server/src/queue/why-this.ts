import { addDays, dayOf, daysBetween } from '@ankomst/core';
import type { Instant } from '@ankomst/core';
import type { HandedOut } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { Why } from './api.ts';

const words = {
  sv: {
    oldest: 'äldst i kön: väntat sedan {day}', overdue: 'lagens dag gick ut {day}', today: 'lagens dag är i dag', due: 'lagens dag är {day} (om {days} dagar)', tomorrow: 'lagens dag är i morgon',
    norm: 'ska tas upp senast {day}', late: 'skulle ha tagits upp {day}', waited: 'väntar på oss sedan {day}', language: 'du talar {language}', second: 'väntar på en andra beslutsfattare',
  },
  en: {
    oldest: 'the oldest in the queue: waiting since {day}', overdue: 'the law’s day passed on {day}', today: 'the law’s day is today', due: 'the law’s day is {day} (in {days} days)', tomorrow: 'the law’s day is tomorrow',
    norm: 'to be taken up by {day}', late: 'was to be taken up by {day}', waited: 'waiting for us since {day}', language: 'you speak {language}', second: 'waits for a second officer',
  },
} as const;

/**
 * Why this case and not another: what decided its place, the weightiest first, each part in words and as data; and
 * one line of them all.
 */
export function whyThis(deps: Pick<Deps, 'authority'>, handed: Omit<HandedOut, 'caseId' | 'until'>, now: Instant, language: string): Why {
  const tongue = language === 'sv' ? 'sv' : 'en';
  const { timeZone } = deps.authority.calendar;
  const today = dayOf(now, timeZone);
  const dayText = (day: string): string => new Intl.DateTimeFormat(tongue === 'sv' ? 'sv-SE' : 'en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }) }).format(new Date(`${day}T00:00:00Z`));
  const text = (key: keyof (typeof words)['en'], args: Record<string, string> = {}): string => words[tongue][key].replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '');

  const parts: Why['parts'] = [];
  const since = dayOf(handed.since, timeZone);
  if (handed.oldest) parts.push({ kind: 'oldest', text: text('oldest', { day: dayText(since) }), day: since });
  if (handed.taker === 'approver') parts.push({ kind: 'second', text: text('second') });
  const due = handed.due ?? undefined;
  const norm = addDays(since, deps.authority.queue.normDays);
  if (due && due <= norm) {
    const days = daysBetween(today, due);
    const key = days < 0 ? 'overdue' : days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'due';
    parts.push({ kind: 'deadline', text: text(key, { day: dayText(due), days: String(days) }), day: due });
  } else if (!handed.oldest) {
    parts.push({ kind: 'norm', text: text(norm < today ? 'late' : 'norm', { day: dayText(norm) }), day: norm });
  }
  for (const id of handed.because) {
    const rule = deps.authority.queue.rules.find((one) => one.id === id);
    if (!rule?.earlierDays) continue;
    const law = rule.basis ? deps.authority.law.find((one) => one.id === rule.basis)?.label : undefined;
    const name = rule.names[tongue] ?? rule.names[deps.authority.languages.binding] ?? id;
    const cited = law?.[tongue] ?? law?.[deps.authority.languages.binding];
    parts.push({ kind: 'rule', text: `${name.charAt(0).toLowerCase()}${name.slice(1)}${cited ? ` (${cited})` : ''}`, rule: id, days: rule.earlierDays });
  }
  if (handed.language) {
    parts.push({ kind: 'language', text: text('language', { language: new Intl.DisplayNames([tongue], { type: 'language' }).of(handed.language) ?? handed.language }) });
  }
  const waited = dayOf(handed.waitsSince, timeZone);
  if (waited < today) parts.push({ kind: 'waited', text: text('waited', { day: dayText(waited) }), day: waited });
  const line = parts.map((one) => one.text).join(' · ');
  return { line: line.charAt(0).toUpperCase() + line.slice(1), parts };
}
