import type { Page } from 'playwright-core';

/** One view of the desk: whose, where, what is done until it stands there. */
export interface View {
  /** Of its files. */
  name: string;
  title: string;
  /** What one sees and may do there, in a sentence. */
  what: string;
  /** Who is logged in; nobody where it is empty. */
  who: string;
  path: string;
  /** Brings the view about. `colleague`: somebody else's desk at the same time. */
  ready(page: Page, colleague: (name: string) => Promise<Page>): Promise<void>;
  /** It can be brought about only once. */
  once?: true;
  after?(page: Page, colleague: (name: string) => Promise<Page>): Promise<void>;
}

const sara = 'Sara Lind', omar = 'Omar Haddad', eva = 'Eva Ström', nils = 'Nils Berg', marta = 'Märta Falk';
const seen = (selector: string) => (page: Page): Promise<void> => page.locator(selector).first().waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** The first free case of the unit's queue whose answer is as wanted. */
async function openCase(page: Page, wanted: string): Promise<void> {
  const id = await page.evaluate(`(async () => {
    const read = async (path) => (await fetch('/desk/api' + path)).json();
    for (const { id } of (await read('/queue?free=1&sort=place')).rows.slice(0, 60)) {
      const found = await read('/cases/' + id);
      const facts = found.facts?.flatMap((group) => group.facts) ?? [];
      if (${wanted}) return id;
    }
  })()`);
  if (typeof id !== 'string') throw new Error(`no case in the queue with ${wanted}`);
  await page.goto(new URL(`/desk/cases/${id}`, page.url()).href);
  await page.locator('.panes').waitFor();
}
const unmet = `found.stopped && found.may.decide && found.documents.length > 0 && found.assessment?.conditions.some((one) => one.status !== 'met')`;
const granted = `found.stopped && found.may.decide && found.assessment?.terms`;
const differs = `found.may.settle && facts.some((one) => one.open && one.proposed)`;

/** Every view, in the order of a day: the queue, the case, colleagues, leading, rules, oversight, the map. */
export const views: View[] = [
  { name: 'today', title: 'Start', who: sara, path: '/desk/today', ready: seen('.filter-cards strong'), what: 'One press gives the case that is next for you; below it what you have begun, and lists with their live counts.' },
  { name: 'next', title: 'The next case', who: sara, path: '/desk/today', what: 'It opens, is yours, and says why it is this one: whose day of the law is nearest, and who is most in need.', async ready(page) { await page.locator('.next-button').waitFor(); await page.keyboard.press('n'); await page.locator('.panes').waitFor(); }, once: true },
  { name: 'queue', title: 'The unit’s cases', who: sara, path: '/desk/queue', ready: seen('.grid-row'), what: 'Every open case, filtered by its address: j and k walk, x chooses, Enter opens.' },
  { name: 'lists', title: 'Lists one keeps', who: sara, path: '/desk/queue?overdue=1&sort=due', what: 'A filter is an address; kept under a name it shows its count wherever one is.', async ready(page) { await page.locator('.grid').or(page.locator('.empty')).first().waitFor(); if (!await button(page, 'Spara listan').isVisible()) await page.locator('.queue-filters summary').click(); await button(page, 'Spara listan').click(); await page.locator('dialog[open]').waitFor(); } },
  { name: 'bulk', title: 'Many at once', who: sara, path: '/desk/queue?free=1', what: 'One act on the chosen cases: some of them are looked at first, the rest is done before one’s eyes, and taken back with one press.', async ready(page) { await page.locator('.grid-row').first().waitFor(); for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key); await page.locator('.bulk-bar').waitFor(); } },
  { name: 'suggestions', title: 'While one types', who: sara, path: '/desk/today', what: 'What is searched for stands below the box at once, and the keyboard goes through it; with nothing typed it offers what one looked for last.', async ready(page) { await page.locator('.next').waitFor(); await page.keyboard.press('/'); await page.keyboard.type('Jusuf'); await page.locator('.search-options li').nth(1).waitFor(); } },
  { name: 'search', title: 'Search', who: sara, path: '/desk/search?q=Yousef', ready: seen('.found > section, .found .empty'), what: 'Persons in any spelling, earlier names, numbers, cases and documents: of what one may see.' },
  { name: 'case', title: 'A case', who: sara, path: '/desk/queue', ready: (page) => openCase(page, unmet), what: 'What is known and who says it, the document it was read from, and why the robot did not decide.' },
  { name: 'difference', title: 'What differs', who: sara, path: '/desk/queue', what: 'Only what differs is open: each source’s word, what is proposed and why; Enter accepts, and it can be taken back.', async ready(page) { await openCase(page, differs); await page.locator('.claims').first().waitFor(); } },
  { name: 'record', title: 'What one has learnt', who: sara, path: '/desk/queue', what: 'A fact told by telephone or at the counter, with how it is known; it stands as the officer’s word.', async ready(page) { await openCase(page, unmet); await page.keyboard.press('u'); await page.locator('dialog[open] .write').waitFor(); await page.locator('dialog[open] select').first().selectOption({ index: 3 }); } },
  { name: 'why', title: 'Why not automatic', who: sara, path: '/desk/queue', what: 'Conditions not met or not known come first, each with its law, its facts and the question that would settle it.', async ready(page) { await openCase(page, unmet); await page.keyboard.press('a'); await page.locator('.case-conditions').first().waitFor(); } },
  { name: 'deciding', title: 'Deciding', who: sara, path: '/desk/queue', what: 'The outcome and what it rests on are chosen, not written.', async ready(page) { await openCase(page, unmet); await page.keyboard.press('d'); await page.locator('.decide').waitFor(); await page.locator('.decide label', { hasText: 'Avslag' }).click(); await page.locator('.reasons input').first().check(); } },
  { name: 'review', title: 'Before it is sent', who: sara, path: '/desk/queue', what: 'What will happen, and the letters as they will be printed, side by side in both languages; the rules have tried the same facts once more.', async ready(page) {
    await openCase(page, granted);
    await page.keyboard.press('d');
    await page.locator('.decide label', { hasText: 'Bifall' }).click();
    const weighed = page.locator('.decide textarea');
    if (await weighed.count() > 0) await weighed.fill('Avgiften betalades i servicecentrets kassa. Kvittot finns i ärendet.');
    await page.locator('.decide button[type=submit]').click();
    await page.locator('.review .letter-frame').first().waitFor();
  } },
  { name: 'held', title: 'Somebody else’s case', who: omar, path: '/desk/queue', what: 'Who has it, since when; one press asks for it.', async ready(page, colleague) {
    const other = await colleague(sara);
    await other.goto(new URL('/desk/queue', page.url()).href);
    await other.locator('.grid-row').first().waitFor();
    await openCase(other, unmet);
    await other.locator('.lease[data-state=mine]').waitFor();
    await page.goto(other.url());
    await page.locator('.lease[data-state=theirs]').waitFor();
  } },
  { name: 'conflict', title: 'Two wrote at once', who: sara, path: '/desk/queue', what: 'Both texts, side by side: nothing is lost, one chooses or keeps both.', async ready(page, colleague) {
    const other = await colleague(omar);
    await openCase(page, unmet);
    await other.goto(page.url());
    for (const one of [page, other]) { await one.locator('.lease').waitFor(); await one.keyboard.press('n'); await one.getByLabel('Gemensamt arbetspapper').waitFor(); }
    await Promise.all([page.getByLabel('Gemensamt arbetspapper').fill('Passets giltighet är kontrollerad.'), other.getByLabel('Gemensamt arbetspapper').fill('Fråga registret om namnet.')]);
    const shown = await Promise.race([page, other].map(async (one) => { await one.getByRole('dialog', { name: /skrev i samma fält/ }).waitFor(); return one; }));
    if (shown === page) return;
    // the other was slower: settled there, and once more the other way
    await shown.getByRole('button', { name: 'Ta deras' }).click();
    await page.context().setOffline(true);
    await page.getByLabel('Gemensamt arbetspapper').fill('Passets giltighet är kontrollerad mot registret.');
    await other.getByLabel('Gemensamt arbetspapper').fill('Fråga registret om namnet på nytt.');
    await other.getByText(/^Sparat/).first().waitFor();
    await page.context().setOffline(false);
    await page.getByRole('dialog', { name: /skrev i samma fält/ }).waitFor();
  }, once: true, async after(page) { await page.getByRole('button', { name: 'Ta deras' }).click(); } },
  { name: 'notes', title: 'Notes', who: omar, path: '/desk/news', what: 'What colleagues write in a case, whom they mention, and a paper they write together; saved as one types.', async ready(page) { await page.goto(new URL('/desk/queue', page.url()).href); await openCase(page, `found.timeline.length > 3 && found.may.note`); await page.keyboard.press('n'); await page.getByLabel('Ny anteckning').waitFor(); await page.getByLabel('Ny anteckning').fill('Jag har ringt sjukhuset om namnet.'); await page.getByText(/^Sparat/).first().waitFor(); } },
  { name: 'hand-over', title: 'Handing over', who: sara, path: '/desk/queue', what: 'To a colleague or another unit, with a reason that they read.', async ready(page) { await openCase(page, unmet); await button(page, /^Lämna över$/).click(); await page.locator('dialog[open]').waitFor(); } },
  { name: 'snooze', title: 'Laid aside', who: sara, path: '/desk/queue', what: 'Until a day, or until somebody answers; the law’s clocks go on.', async ready(page) { await openCase(page, unmet); await button(page, 'Lägg åt sidan').click(); await page.locator('dialog[open]').waitFor(); } },
  { name: 'talk', title: 'Letters and questions', who: sara, path: '/desk/queue', what: 'What was asked and answered, and a place to ask: only what is not on file can be asked for.', async ready(page) { await openCase(page, unmet); await page.keyboard.press('m'); await page.locator('.write').waitFor(); } },
  { name: 'time', title: 'Time', who: sara, path: '/desk/queue', what: 'The law’s clocks, and everything that has happened.', async ready(page) { await openCase(page, unmet); await page.keyboard.press('t'); await page.locator('.timeline').waitFor(); } },
  { name: 'news', title: 'To me', who: sara, path: '/desk/news', ready: seen('.news li, .empty'), what: 'Where a colleague mentions you, hands over a case or asks for one.' },
  { name: 'shortcuts', title: 'The keys', who: sara, path: '/desk/today', what: 'Made from the one registry of shortcuts: what the keyboard can do where one is.', async ready(page) { await page.locator('.next').waitFor(); await page.keyboard.press('F1'); await page.locator('dialog[open] .shortcuts').first().waitFor(); } },
  { name: 'palette', title: 'The palette', who: sara, path: '/desk/today', what: 'Ctrl+K: every place and every act, by typing.', async ready(page) { await page.locator('.next').waitFor(); await page.keyboard.press('Control+k'); await page.locator('.palette [cmdk-item]').first().waitFor(); } },
  { name: 'settings', title: 'As one wants it', who: sara, path: '/desk/settings', ready: seen('.settings'), what: 'Light or dark, airy or dense, Swedish or English, single keys on or off.' },
  { name: 'second', title: 'A second assessment', who: omar, path: '/desk/second-assessments', ready: seen('main h1'), what: 'A drawn decision assessed anew by somebody who sees neither its outcome nor whose it was.' },

  { name: 'team', title: 'The team’s stock', who: eva, path: '/desk/team', ready: seen('.numbers'), what: 'How old the open cases are and who they wait for, and the work of each day.' },
  { name: 'skills', title: 'Skills and absence', who: eva, path: '/desk/team', what: 'Who can do what and who is away: the queue hands out by it.', async ready(page) { await page.locator('.numbers').waitFor(); await page.locator('.halves').last().evaluate((box) => { box.scrollIntoView(); }); } },
  { name: 'quality', title: 'Quality', who: eva, path: '/desk/quality', ready: seen('main h2'), what: 'How often the second assessment agrees, by row of the rules; and alarms where outcomes drift.' },
  { name: 'automations', title: 'The stop switch', who: eva, path: '/desk/automations', what: 'What the robot does, and the switch that stops it at once: who, when and why stay written.', async ready(page) { await page.locator('.automation').first().waitFor(); const stop = page.getByRole('button', { name: 'Stoppa' }).first(); if (await stop.count() > 0) await stop.click(); } },

  { name: 'lab', title: 'The rule lab', who: nils, path: '/desk/lab', ready: seen('.lab-card'), what: 'The rules in force, service by service, what came before, and what is being drafted.' },
  { name: 'lab-table', title: 'A table of rules', who: nils, path: '/desk/lab', what: 'Every row with its law and the reason a letter gives.', async ready(page) { await page.locator('.lab-card h3 a').first().click(); await page.locator('.lab-tabs').waitFor(); } },
  { name: 'lab-tests', title: 'The rules’ own tests', who: nils, path: '/desk/lab', what: 'Facts and the outcome expected of them; which rows no test reaches.', async ready(page) { await page.locator('.lab-card h3 a').first().click(); await page.locator('.lab-tabs a', { hasText: 'Prov' }).click(); await page.waitForTimeout(800); } },
  { name: 'register', title: 'The public register of automations', who: '', path: '/open/automations', ready: seen('main h1'), what: 'What is decided by rules alone, since when, by whose order, and how often: for everybody.' },

  { name: 'looks', title: 'Who has looked', who: sara, path: '/desk/queue', what: 'Everybody who has seen the case, when and why; the person it is about reads the same.', async ready(page) { await openCase(page, unmet); await page.goto(`${page.url()}/looks`); await page.locator('main h1').waitFor(); await page.waitForTimeout(800); } },
  { name: 'glass', title: 'Broken glass', who: eva, path: '/desk/glass', ready: seen('main h1'), what: 'Emergencies in which somebody opened what was not theirs, with their reason, for the leader to answer.' },
  { name: 'ties', title: 'Ties', who: sara, path: '/desk/ties', ready: seen('main h1'), what: 'Persons one is close to: their cases do not open, and are not handed out.' },
  { name: 'policies', title: 'Who may see what', who: sara, path: '/desk/policies', ready: seen('main h1'), what: 'Every policy in words, with its provision of law.' },
  { name: 'oversight', title: 'Oversight', who: marta, path: '/desk/oversight', ready: seen('tbody tr'), what: 'Decisions, for those who oversee; each can be computed again from its record alone.' },
  { name: 'replay', title: 'A decision played again', who: marta, path: '/desk/oversight', what: 'The facts as they stood, the rows that held, and that the record comes out the same to the byte.', async ready(page) { await page.locator('tbody tr a').first().click(); await page.waitForURL(/oversight\/./); await page.locator('main h2').first().waitFor(); await page.waitForTimeout(800); } },

  ...([['flow', 'The map', 'How cases really flow: width is cases, colour is age against the norm; cases move as they did.'], ['waits', 'Where it queues', 'Phase by week: where time goes.'], ['ages', 'Age of the stock', 'How old open cases are, by who is waiting for whom.'],
    ['lead', 'Time from start to end', 'A control chart: which weeks were out of the ordinary.'], ['variants', 'Ways through', 'The ways cases take, the most common first, down to the cases one may see.'], ['dots', 'Every case a line', 'A dotted chart: each event at its time.'],
    ['prescribed', 'Prescribed and happened', 'What the process says against what happened, deviation by deviation.']] as const)
    .map(([view, title, what]): View => ({ name: `map-${view}`, title, what, who: eva, path: `/desk/insight?view=${view}`, async ready(page) { await page.locator('main svg, main table').first().waitFor(); await page.waitForTimeout(1200); } })),
];
