import { contentHash, dayOf, type Change, type Instant, type Rulebook } from '@ankomst/core';
import { personByIdentifier, putRulebook, type WrittenChange } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { permitsOnFile } from './families-on-file.ts';
import type { RegisterPerson } from './families.ts';
import { knownPerson } from './known-person.ts';
import { inventInThread } from './invent-in-thread.ts';
import { keepPictures } from './pictures.ts';
import { chance, seededIds } from './random.ts';
import { assessHistory, settleRates } from './quality-history.ts';
import { writeLetters } from './write-letters.ts';

const service = 'child-born-in-sweden', workService = 'work-permit';
/** So many newborn to each who applies for a work permit. */
const newbornToEachWork = 12;
const seed = 20261103;
/** Of decisions made so many days before the end of the history the letters are written too. */
const daysOfLetters = 10;

/** What a loading needs of the house; no neighbour. */
export type DemoDeps = Pick<Deps, 'config' | 'store' | 'documents' | 'authority' | 'clock'>;

export interface DemoOptions {
  /** The simulated population register's persons: those of the demo's families become known to the authority. */
  people: readonly RegisterPerson[];
  /** Newborn cases; a twelfth as many applications for work permits come beside. */
  cases?: number;
  /** Told after each part: how many cases of how many are in. */
  onProgress?: (done: number, of: number) => void;
  /** Told of the people of the invented cases, so that a simulated register can know them too. */
  onPeople?: (people: RegisterPerson[]) => void;
}

/**
 * Loads the demonstration: the named families with their permits, a year of invented newborn cases and, since that
 * service began, applications for work permits, played through the acts of the domain from a fixed seed and written by
 * the bulk path: the same events and chains as single acts would have left. Nothing of it is sent anywhere. A load cut
 * short is taken up where it stopped; one that is done changes nothing.
 */
export async function loadDemo(deps: DemoDeps, options: DemoOptions): Promise<{ cases: number; already: boolean }> {
  const { store, authority } = deps;
  const cases = options.cases ?? 2000;
  // the history's last moment is that of the first load, also when it is taken up later
  const anchor = await store.commit({ idempotencyKey: 'demo:anchor', result: deps.clock.now() });
  const until = anchor.result as Instant;
  const doneKey = `demo:done:${cases}`;
  const work = authority.service(workService);
  const workCases = work ? Math.round(cases / newbornToEachWork) : 0;
  const all = cases + workCases;
  const [done] = await store.query('select 1 from idempotency where key = $1', [doneKey]);
  if (done) return { cases: all, already: true };

  const current = authority.service(service);
  if (!current) throw new Error(`the demo needs the service ${service}`);
  const earlier = beforeAutomation(current, until, authority.calendar.timeZone);
  for (const rulebook of [earlier, current]) await putRulebook(store, rulebook, `${rulebook.validFrom}T08:00:00.000Z`);
  await knownFamilies(deps, options.people, current, until);

  if (work) await putRulebook(store, work, `${work.validFrom}T08:00:00.000Z`);

  const pictures = await keepPictures(deps.documents);
  // the named families alone: nothing to invent, and no thread to begin
  if (cases === 0) {
    await store.commit({ idempotencyKey: doneKey });
    return { cases: 0, already: false };
  }
  await settleRates(deps, service, current.unit, new Date(Date.parse(until) - 366 * 86_400_000).toISOString());
  const invented = inventInThread({
    seed, cases, until, rulebooks: [earlier, current], work: { cases: workCases, rulebook: work ?? current }, pictures, words, batch: 25, contentDir: deps.config.contentDir, dataDir: deps.config.dataDir,
    taken: new Set(options.people.map((person) => person.number)),
    // letters of all two thousand would take longer than the rest: the newest are those that are looked at
    wholeSince: new Date(Date.parse(until) - daysOfLetters * 86_400_000).toISOString(),
  });
  let loaded = 0;
  async function* changes(): AsyncGenerator<Change | WrittenChange> {
    for await (const { change, people, readers, known } of invented) {
      options.onPeople?.(people);
      yield 'text' in change ? change : await writeLetters(deps, change, readers, [earlier, work].find((one) => one?.hash === change.decision?.assessment.rulebook) ?? current!, known);
      loaded += 1;
      if (loaded % 100 === 0 || loaded === all) options.onProgress?.(loaded, all);
    }
  }
  await store.bulkLoad(changes(), { batch: 50 });
  await assessHistory(deps, current.unit, seed + 2);
  await store.commit({ idempotencyKey: doneKey });
  return { cases: all, already: false };
}

/** The service as it was before the automation was put in use: the same law, every case to an officer. */
function beforeAutomation(current: Rulebook, until: Instant, timeZone: string): Rulebook {
  const { hash: _hash, ...content } = current;
  const year = Number(dayOf(until, timeZone).slice(0, 4)) - 2;
  const before = { ...content, version: '0.9.0', validFrom: `${year}-10-01`, automation: { ...content.automation, enabled: false } };
  return { ...before, hash: contentHash(before) };
}

/** The families of the demo that have permits become persons on file; those who are already are left as they are. */
async function knownFamilies(deps: DemoDeps, people: readonly RegisterPerson[], rulebook: Rulebook, until: Instant): Promise<void> {
  const permits = permitsOnFile(dayOf(until, deps.authority.calendar.timeZone));
  const at = new Date(Date.parse(until) - 400 * 86_400_000).toISOString();
  const ids = seededIds(chance(seed + 1), () => at);
  for (const person of people) {
    const permit = permits[person.number];
    if (!permit || await personByIdentifier(deps.store, 'personal-number', person.number)) continue;
    const { record, identifier, facts } = knownPerson(person, permit, rulebook, at, ids);
    await deps.store.commit({ idempotencyKey: `demo:person:${person.number}`, persons: [record], identifiers: [identifier], facts });
  }
}

const words = {
  requestPassport: {
    sv: 'Vi behöver uppgifter om barnets pass för att kunna besluta.', en: 'We need details of the child’s passport to be able to decide.',
    ar: 'نحتاج إلى بيانات جواز سفر الطفل كي نتمكن من اتخاذ القرار.', uk: 'Щоб ухвалити рішення, нам потрібні дані паспорта дитини.',
    pt: 'Precisamos dos dados do passaporte da criança para poder decidir.',
  },
  showPassport: {
    sv: 'Landet som utfärdade passet har inte svarat. Skicka en tydligare bild av passets personsida.', en: 'The country that issued the passport has not answered. Send a clearer picture of the page about you.',
    uk: 'Країна, що видала паспорт, не відповіла. Надішліть чіткіше зображення сторінки з вашими даними.', pt: 'O país que emitiu o passaporte não respondeu. Envie uma imagem mais nítida da página com seus dados.',
  },
  thanks: {
    sv: 'Tack! Vi undrar hur lång tid det tar.', en: 'Thank you! We wonder how long it takes.', ar: 'شكرًا! نود أن نعرف كم يستغرق الأمر.', uk: 'Дякуємо! Цікаво, скільки часу це триватиме.',
    pt: 'Obrigado! Gostaríamos de saber quanto tempo leva.',
  },
};
