export { defaultPorts, demoSecrets, startNeighbours } from './start-neighbours.ts';
export type { Neighbours, NeighboursOptions, Ports } from './start-neighbours.ts';
export type { Person } from './register/person.ts';
export { checkDigit, isPersonalNumber } from './register/personal-number.ts';
export { shippedPeople } from './register/people.ts';
