export { defaultPorts, demoSecrets, startNeighbours } from './start-neighbours.ts';
export type { Neighbours, NeighboursOptions, Ports } from './start-neighbours.ts';
export type { Person } from './register/person.ts';
export { isPersonalNumber } from './register/personal-number.ts';
export { checkDigit } from './shared/luhn.ts';
export { shippedPeople } from './register/people.ts';
