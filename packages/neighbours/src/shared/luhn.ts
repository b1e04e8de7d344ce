/** Check digit after Luhn (ISO/IEC 7812-1, annex B) over nine digits, as in Swedish personal and organisation numbers. */
export function checkDigit(nineDigits: string): number {
  const sum = [...nineDigits].reduce((total, digit, i) => {
    const product = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
