import type { Instant } from '@ankomst/core';
import { decisionRecord, disagreements, concludeDisagreement, keepAssessment, sampledDecisions, setUnitSetting, takeDrawn, unitSettings } from '@ankomst/store';
import { compareWith, firstAnswer } from '../quality/compare.ts';
import type { SecondAssessment } from '../quality/api.ts';
import type { DemoDeps } from './load-demo.ts';
import { chance } from './random.ts';
import { staffOf } from './staff.ts';

const leader = 'ES1201';
const officerRate = 0.15;
/** So many of those drawn last wait for their second assessment. */
const waiting = 8;
/** Now and then two see it differently. */
const differing = 0.06;
const doubts = [
  'Bilden av passet är för suddig för att läsa giltigheten.', 'Registret säger något annat än vad föräldern har svarat.',
  'Namnet i passet är inte stavat som i folkbokföringen.', 'Jag hade frågat en gång till innan jag sade att det är uppfyllt.',
];
const dayMs = 86_400_000;

/** What the leader of the demonstration had set when its year began: that officers' decisions too are drawn. */
export async function settleRates({ store }: Pick<DemoDeps, 'store'>, service: string, unit: string, at: Instant): Promise<void> {
  const name = `sample_rate/${service}/officer`;
  if ((await unitSettings(store, unit)).some((one) => one.name === name)) return;
  await setUnitSetting(store, { unit, name, value: officerRate, setBy: leader, setAt: at, why: 'Vi vill veta hur lika vi bedömer, inte bara hur automatiken gör' });
}

/** The second assessments of the year, each taken and kept as an officer does it; the last ones wait. */
export async function assessHistory({ store }: Pick<DemoDeps, 'store'>, unit: string, seed: number): Promise<void> {
  const luck = chance(seed);
  const { officers } = staffOf(luck);
  const drawn = await sampledDecisions(store, { limit: 100_000 });
  for (const { decisionId, drawnAt } of drawn.slice(0, Math.max(0, drawn.length - waiting))) {
    const at = new Date(Date.parse(drawnAt) + luck.between(1, 12) * dayMs).toISOString();
    const { record } = (await decisionRecord(store, decisionId))!;
    for (let tries = 0; tries < officers.length; tries += 1) {
      const staffId = luck.pick(officers).id;
      if (!await takeDrawn(store, { staffId, unit }, decisionId, at)) continue;
      const doubted = luck.happens(differing) ? luck.pick(record.assessment.conditions).condition : undefined;
      const given: SecondAssessment = { conditions: record.assessment.conditions.map((one) => {
        const first = firstAnswer(record, one);
        const answer = one.condition === doubted ? (first === 'met' ? 'not met' : 'met') : first;
        return { condition: one.condition, answer, ...(answer === 'met' ? {} : { why: one.condition === doubted ? luck.pick(doubts) : 'Det framgår av uppgifterna.' }) };
      }) };
      const { outcome, agrees, conditions } = compareWith(record, given)!;
      await keepAssessment(store, { decisionId, staffId, at, outcome, agrees, conditions, through: 'second-assessment' });
      break;
    }
  }
  // the older ones have been talked about
  for (const one of (await disagreements(store, unit, '1970-01-01T00:00:00.000Z', undefined, 1000)).slice(4)) {
    await concludeDisagreement(store, {
      decisionId: one.decisionId, condition: one.condition, unit, by: leader, at: new Date(Date.parse(one.assessedAt) + 6 * dayMs).toISOString(), conclusion: 'Vi frågar en gång till när bilden inte går att läsa, och skriver varför.',
    });
  }
}
