/** The key of a NIR: 97 less the remainder of its 13 digits, Corsica's departments 2A and 2B read as 19 and 18. */
export function hasNirKey(nir: string): boolean {
  const body = nir.slice(0, 13).toUpperCase().replace('2A', '19').replace('2B', '18');
  const key = nir.slice(13);
  if (!/^\d{13}$/.test(body) || !/^\d{2}$/.test(key)) return false;
  return 97 - (Number(body) % 97) === Number(key);
}

/** The check digit of RPPS numbers and of many others. */
export function passesLuhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: the account moved before the country, letters as numbers, the remainder by 97 is 1. */
export function hasIbanKey(iban: string): boolean {
  const whole = iban.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(whole)) return false;
  const moved = whole.slice(4) + whole.slice(0, 4);
  let rest = 0;
  for (const character of moved) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
