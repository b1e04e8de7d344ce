/** Names on the live bus besides the cases' own ids. */
export const aroundCase = (caseId: string): string => `together/${caseId}`;
export const toStaff = (staffId: string): string => `staff/${staffId}`;
