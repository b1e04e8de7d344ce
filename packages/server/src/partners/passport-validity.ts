import type { Json } from '@ankomst/core';
import type { PartnerAdapter } from './ask-partner.ts';

/** Is the passport valid where it was issued? A passport whose data are not all known cannot be asked for. */
export const askPassportValidity: PartnerAdapter = async (deps, { fields }): Promise<{ [field: string]: Json }> => {
  const { country, number, birthDate, validTo } = fields;
  const whole = [country, number, birthDate, validTo].every((one) => typeof one === 'string') && /^\d{4}-\d{2}-\d{2}$/.test(String(birthDate));
  if (!whole) return { status: 'unknown' };
  const { status, checkedAt } = await deps.passports.check({ country: String(country), number: String(number).replace(/\s/g, ''), birthDate: String(birthDate), validTo: String(validTo) });
  return { status, checkedAt };
};
