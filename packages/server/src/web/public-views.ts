import type { Rulebook } from '@ankomst/core';
import type { Office } from '@ankomst/content';
import type { HelpView, HomeView, PageContext, ServiceView } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { currentRulebook } from '../rulebooks.ts';
import { lawWords, numbered } from './case-words.ts';
import { messagesOf } from '../http/words.ts';

/** The services in force today. */
export function servicesNow(deps: Deps): Rulebook[] {
  const now = deps.clock.now();
  return [...new Set(deps.authority.services.map((one) => one.service))].flatMap((service) => currentRulebook(deps, service, now) ?? []);
}

export function homeView(deps: Deps, language: string): HomeView {
  return {
    services: servicesNow(deps).map((rulebook) => {
      const messages = messagesOf(deps, language, rulebook);
      return { id: rulebook.service, title: messages.format('service.name'), summary: messages.format('service.intro') };
    }),
  };
}

export function serviceView(rulebook: Rulebook, ctx: PageContext): ServiceView {
  const basis = [...new Set(rulebook.conditions.flatMap((condition) => condition.basis))];
  return {
    id: rulebook.service,
    title: { key: 'service.name' },
    intro: { key: 'service.intro' },
    needs: numbered(ctx, 'service.needs'),
    steps: numbered(ctx, 'service.steps'),
    duration: { key: 'service.duration' },
    feeNote: ctx.has('service.fee-note') ? { key: 'service.fee-note' } : undefined,
    howItStarts: ctx.has('service.how-it-starts') ? { key: 'service.how-it-starts' } : undefined,
    mayApply: rulebook.apply !== undefined,
    mayTry: rulebook.precheck !== undefined,
    law: lawWords(rulebook, basis, ctx),
  };
}

export function helpView(deps: Deps, ctx: PageContext): HelpView {
  const { phone, email, post } = deps.authority.contact;
  return {
    contact: [
      ...(phone ? [{ label: { key: 'ui.contact.phone' }, text: phone, href: `tel:${phone.replace(/[^+\d]/g, '')}` }] : []),
      ...(email ? [{ label: { key: 'ui.contact.email' }, text: email, href: `mailto:${email}` }] : []),
      ...(post ? [{ label: { key: 'ui.contact.post' }, text: post.join(', ') }] : []),
    ],
    offices: deps.authority.offices.filter((office) => office.kind === 'service-centre').map((office) => ({
      name: office.names[ctx.language] ?? office.id,
      address: office.address.join(', '),
      hours: office.hours.map((hours) => `${weekdays(hours.days, ctx.language)} ${hours.open}–${hours.close}`).join('; '),
    })),
  };
}

/** "måndag–torsdag" for ISO weekdays 1 to 4. */
function weekdays(days: Office['hours'][number]['days'], language: string): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 2024-01-01 was a Monday.
  const name = (day: number): string => format.format(new Date(Date.UTC(2024, 0, day)));
  const sorted = [...days].sort((a, b) => a - b);
  const first = sorted[0]!, last = sorted.at(-1)!;
  if (sorted.length > 1 && last - first === sorted.length - 1) return `${name(first)}–${name(last)}`;
  return new Intl.ListFormat(language).format(sorted.map(name));
}
