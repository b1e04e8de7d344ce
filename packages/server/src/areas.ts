import type { FastifyInstance } from 'fastify';
import type { Deps } from './deps.ts';
import { accessRoutes } from './access/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { caseDeskRoutes } from './desk-case/routes.ts';
import { leadingRoutes } from './leading/routes.ts';
import { switchWorker } from './leading/switch-worker.ts';
import { qualityWorker } from './quality/raise-alarms.ts';
import { qualityRoutes } from './quality/routes.ts';
import { exchangeRoutes } from './exchange/routes.ts';
import { weedWorker } from './documents/weed-files.ts';
import { visitRoutes } from './appointments/routes.ts';
import { queueRoutes } from './queue/routes.ts';
import { nameWorker } from './search/name-worker.ts';
import { labRoutes } from './rule-lab/routes.ts';
import { labWorker } from './rule-lab/run-job.ts';
import { insightRoutes } from './insight/routes.ts';
import { insightWorker } from './insight/insight-worker.ts';
import { automationRoutes } from './register-of-automations/routes.ts';
import { releaseWorker } from './releases/release-worker.ts';
import { togetherRoutes } from './together/routes.ts';
import { timeRoutes } from './expected/routes.ts';
import { identityRoutes } from './identity/routes.ts';
import { clockWorker, outboxWorker } from './notices/workers.ts';
import { staffLoginRoutes } from './staff-login/routes.ts';
import { staffRoutes } from './staff/routes.ts';
import { appealStaffRoutes } from './staff/appeal-routes.ts';
import { appealRoutes } from './web/appeal-routes.ts';
import { payRoutes } from './web/pay-routes.ts';
import { applyRoutes } from './web/apply-routes.ts';
import { hiresRoutes } from './web/hires-routes.ts';
import { precheckRoutes } from './web/precheck-routes.ts';
import { mandateRoutes } from './web/mandate-routes.ts';
import { caseRoutes } from './web/case-routes.ts';
import { formRoutes } from './web/form-routes.ts';
import { meRoutes } from './web/me-routes.ts';
import { publicRoutes } from './web/public-routes.ts';

/** One part of the server: its routes. Each area lists itself here, in one line. */
export type Area = (app: FastifyInstance, deps: Deps) => void;

/** Work besides requests (outbox, timers). Returns how to stop it; resolves when what was under way is done. */
export type Worker = (deps: Deps) => { stop(): Promise<void> };

export const areas: Area[] = [
  publicRoutes,
  identityRoutes,
  staffLoginRoutes,
  caseRoutes,
  formRoutes,
  meRoutes,
  applyRoutes,
  precheckRoutes,
  mandateRoutes,
  hiresRoutes,
  exchangeRoutes,
  visitRoutes,
  accessRoutes,
  staffRoutes,
  payRoutes,
  appealRoutes,
  appealStaffRoutes,
  timeRoutes,
  automationRoutes,
  insightRoutes,
  leadingRoutes,
  qualityRoutes,
  labRoutes,
  deskRoutes,
  togetherRoutes,
  queueRoutes,
  caseDeskRoutes,
];
export const workers: Worker[] = [outboxWorker, clockWorker, weedWorker, releaseWorker, labWorker, switchWorker, qualityWorker, insightWorker, nameWorker];
