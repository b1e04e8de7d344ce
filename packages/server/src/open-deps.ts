import { join } from 'node:path';
import pino from 'pino';
import { createRuleEngine } from '@ankomst/core';
import type { Clock, Ids } from '@ankomst/core';
import { loadAuthority } from '@ankomst/content';
import { keepQueuePolicy, openStore } from '@ankomst/store';
import type { Store } from '@ankomst/store';
import { createCedarJudge } from './access/judge-by-cedar.ts';
import { readPartnerGrounds } from './access/partner-grounds.ts';
import { readProtection } from './access/protection-marks.ts';
import { readPolicies } from './access/read-policies.ts';
import type { Config } from './config.ts';
import { systemClock, systemIds } from './deps.ts';
import type { Deps, Log } from './deps.ts';
import { createCompanyRegister } from './exchange/clients/company-register.ts';
import { createCourt } from './exchange/clients/court.ts';
import { createPassportValidity } from './exchange/clients/passport-validity.ts';
import { createPayments } from './exchange/clients/payments.ts';
import { createTaxAgency } from './exchange/clients/tax-agency.ts';
import { createUnion } from './exchange/clients/union.ts';
import { createPartnerKeys } from './exchange/partners.ts';
import { createLiveBus } from './http/live.ts';
import { createLoginProvider } from './identity/login-provider.ts';
import { openKeys } from './keys.ts';
import { ownStaffLogin } from './staff-login/provider.ts';
import { createPopulationRegister } from './people/population-register.ts';
import { queuePolicyOf } from './queue/queue-policy.ts';
import { releaseAtStart } from './releases/take-up-releases.ts';

/** What a test or a loader may put in place of the usual. */
export interface Given {
  clock?: Clock;
  ids?: Ids;
  store?: Store;
  log?: Log;
  /** Done with everything open and before anybody is answered (loading a demonstration). */
  prepare?: (deps: Deps) => Promise<void>;
}

/** Facts that name somebody, by which a person may be searched: names, and the number of the passport they show. */
export const nameFacts: readonly string[] = ['person.name', 'person.name-native', 'person.passport-number', 'organisation.name'];
export const isName = (fact: string): boolean => nameFacts.includes(fact);

/** Everything the server works with, opened and connected. `close` ends what was opened here. */
export async function openDeps(config: Config, given: Given = {}): Promise<{ deps: Deps; close(): Promise<void> }> {
  const clock = given.clock ?? systemClock;
  const authority = loadAuthority(config.contentDir);
  const store = given.store ?? await openStore(
    config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir },
    { clock, documentsDir: join(config.dataDir, 'documents'), isName },
  );
  const log = given.log ?? pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  await releaseAtStart({ store, authority, clock, log });
  await keepQueuePolicy(store, queuePolicyOf(authority));
  const live = createLiveBus();
  const stop = store.onCommit(({ change }) => live.changed((change.cases ?? []).map((file) => file.id)));
  const keys = openKeys(config.dataDir);
  const deps: Deps = {
    config, store, documents: store.documents, authority, clock, live,
    access: createCedarJudge(readPolicies(config.contentDir), log),
    protection: readProtection(config.contentDir),
    partners: readPartnerGrounds(config.contentDir),
    engine: createRuleEngine(),
    ids: given.ids ?? systemIds,
    keys,
    log,
    login: createLoginProvider(config.login, new URL('/login/callback', config.publicUrl)),
    staffLogin: createLoginProvider(config.staffLogin ?? ownStaffLogin(config, keys), new URL('/staff/login/callback', config.publicUrl)),
    register: createPopulationRegister(config.register),
    payments: createPayments(config.payments),
    companies: createCompanyRegister(config.companies),
    tax: createTaxAgency(config.tax),
    passports: createPassportValidity(config.passports),
    court: createCourt(config.court),
    union: createUnion(config.union),
    partnerKeys: createPartnerKeys(config.partners),
  };
  return {
    deps,
    async close() {
      stop();
      if (!given.store) await store.close();
    },
  };
}
