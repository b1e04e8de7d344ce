export { defaultPorts, demoSecrets, freePorts, startNeighbours } from './start-neighbours.ts';
export type { Neighbours, NeighboursOptions, Ports } from './start-neighbours.ts';
export type { Person } from './register/person.ts';
export { isPersonalNumber } from './register/personal-number.ts';
export { checkDigit } from './shared/luhn.ts';
export { shippedPeople } from './register/people.ts';
export { isOrganisationNumber } from './companies/organisation-number.ts';
export { shippedCompanies } from './companies/companies.ts';
export type { Company } from './companies/company.ts';
