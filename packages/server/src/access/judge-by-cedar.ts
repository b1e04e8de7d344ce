import { preparsePolicySet, preparseSchema, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarValueJson, EntityJson, EntityUidJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Log } from '../deps.ts';
import { mandateSpeaks, purposeFor, roleMay, whyNot } from './policy.ts';
import type { Asker, CaseAct, CaseOutline, Judge } from './policy.ts';
import type { AccessPolicies } from './read-policies.ts';

/**
 * The policies of the content, asked through Cedar. Parsed once. Where the engine fails, or a single policy cannot be
 * evaluated (Cedar would leave it out, and a left-out prohibition is a permission), the answer is no, and one line says so.
 */
export function createCedarJudge({ schema, policies }: AccessPolicies, log: Pick<Log, 'error'>, ask: typeof statefulIsAuthorized = statefulIsAuthorized): Judge {
  const preparsedPolicySetId = `access-${sets += 1}`;
  for (const answer of [preparseSchema(preparsedPolicySetId, schema), preparsePolicySet(preparsedPolicySetId, { staticPolicies: Object.fromEntries(policies.map(({ id, source }) => [id, source])) })]) {
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  }

  /** Whether it is permitted, and the policies that settled it; undefined where the engine did not come to an answer. */
  const decided = (action: string, entities: [EntityJson, EntityJson], context: Record<string, CedarValueJson>): { allowed: boolean; policies: string[] } | undefined => {
    try {
      const [principal, resource] = entities.map(({ uid }) => uid) as [EntityUidJson, EntityUidJson];
      const answer = ask({ principal, action: { type: 'Action', id: action }, resource, context, preparsedPolicySetId, entities });
      if (answer.type === 'success' && answer.response.diagnostics.errors.length === 0) {
        const { decision, diagnostics } = answer.response;
        return { allowed: decision === 'allow', policies: [...diagnostics.reason].sort() };
      }
      const errors = answer.type === 'failure' ? answer.errors : answer.response.diagnostics.errors.map(({ error }) => error);
      log.error({ code: 'access-engine', action, errors: errors.length }, 'access policies could not be evaluated');
    } catch (error) {
      log.error({ code: 'access-engine', action, error: (error as Error).name }, 'access policies could not be evaluated');
    }
    return undefined;
  };

  return {
    policies,
    judge(asker, act, outline) {
      if (asker.kind !== 'person' && !outline.standing) return { allowed: false, reason: whyNot(asker, outline), policies: [] };
      const purpose = purposeFor(asker, act, outline.purpose);
      const answer = decided(act, [askerEntity(asker), caseEntity(outline)], contextOf(asker, act, outline));
      if (!answer) return { allowed: false, reason: 'engine-failed', policies: [] };
      const [rule] = answer.policies;
      if (answer.allowed && rule !== undefined) return { allowed: true, purpose, rule, policies: answer.policies };
      return { allowed: false, reason: rule ?? whyNot(asker, outline), policies: answer.policies };
    },
    mayReadNote: (subject, { author, staff, roles }) =>
      decided('readNote', [askerEntity(subject), { uid: { type: 'Note', id: 'note' }, attrs: { author, staff: [...staff], roles: [...roles] }, parents: [] }], {})?.allowed ?? false,
  };
}
/** Cedar keeps parsed sets by name for the life of the process. */
let sets = 0;

function askerEntity(asker: Asker): EntityJson {
  switch (asker.kind) {
    case 'person': return { uid: { type: 'Person', id: asker.by ?? asker.personId }, attrs: {}, parents: [] };
    case 'agency': return { uid: { type: 'Agency', id: asker.agencyId }, attrs: { grounds: asker.grounds }, parents: [] };
    case 'staff': return { uid: { type: 'Staff', id: asker.staffId }, attrs: { staffId: asker.staffId, unit: asker.unit, roles: asker.roles }, parents: [] };
  }
}

function caseEntity({ case: file, visitUnits, standing, decidedBy = [], partnerGrounds = [] }: CaseOutline): EntityJson {
  return {
    uid: { type: 'Case', id: file.id },
    attrs: {
      unit: file.unit, phase: file.phase, visitUnits: [...visitUnits], decidedBy: [...decidedBy], partnerGrounds: [...partnerGrounds],
      protected: (standing?.protectedPersons.length ?? 0) > 0,
      ...(file.assignedTo === undefined ? {} : { assignedTo: file.assignedTo }),
      ...(file.proposal === undefined ? {} : { proposedBy: file.proposal.by.id }),
    },
    parents: [],
  };
}

function contextOf(asker: Asker, act: CaseAct, outline: CaseOutline): Record<string, CedarValueJson> {
  return {
    purpose: purposeFor(asker, act, outline.purpose),
    onBehalf: asker.kind === 'person' && asker.by !== undefined,
    roleMay: asker.kind === 'person' && roleMay(asker.personId, act, outline),
    mandate: mandateSpeaks(asker, outline),
    invited: outline.invitation?.caseId === outline.case.id,
    interests: [...outline.standing?.interests ?? []],
    glassBroken: outline.standing?.brokenGlass !== undefined,
    ground: outline.ground ?? '',
  };
}
