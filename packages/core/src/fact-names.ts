/** Facts that acts of the machinery set and that a rulebook's requirements may wait for. */
export const actFacts = {
  confirmed: 'party.confirmed',
  approval: 'party.approval',
  approvalReason: 'party.approval-reason',
  visitBooked: 'case.visit-booked',
  identityChecked: 'case.identity-checked',
  photoTaken: 'case.photo-taken',
  cardOrdered: 'case.card-ordered',
  cardProduced: 'case.card-produced',
  cardHandedOut: 'case.card-handed-out',
  feePaid: 'case.fee-paid',
  permitKind: 'person.permit-kind',
  permitGround: 'person.permit-ground',
  permitFrom: 'person.permit-valid-from',
  permitTo: 'person.permit-valid-to',
} as const;
